using System.Globalization;
using Ledger.Foundation.Texts;
using Ledger.Workflows.Graph;

namespace Ledger.Api.Designer.Descriptors;

/// <summary>What the engine can do, in the lists the studio asks for. A list holds only what the engine honours.</summary>
internal sealed class EngineFeatures(MessageCatalog texts)
{
    /// <summary>True once the hub for live instances stands; the studio then connects to it.</summary>
    public const bool HasLiveInstances = true;

    /// <summary>The only place where variables are kept: with the instance, in the database.</summary>
    public const string Storage = "WorkflowInstanceStorageDriver";

    /// <summary>The feature the studio looks for before it connects to the hub.</summary>
    public const string LiveInstances = "Elsa.RealTimeWorkflowUpdates";

    private static readonly Dictionary<string, string> None = [];

    /// <summary>How expressions can be written. The first one with an editor of its own is what new cases of a switch get.</summary>
    public IReadOnlyList<ExpressionTypeView> Expressions(CultureInfo culture) =>
    [
        new("Literal", Text("toolbox.expression.literal", culture), true, false, None),
        new("Object", Text("toolbox.expression.object", culture), true, false, None),
        new("JavaScript", "JavaScript", true, true, new Dictionary<string, string> { ["MonacoLanguage"] = "javascript" }),
        new("Variable", Text("toolbox.expression.variable", culture), true, true, None),
        new("Input", Text("toolbox.expression.input", culture), true, true, None),
    ];

    /// <summary>The types of variables. The studio takes the first for one it does not know, so that is the one that holds anything.</summary>
    public IReadOnlyList<VariableTypeView> VariableTypes(CultureInfo culture) =>
        [.. TypeNames.Names.OrderBy(n => n != "Object").Select(name => new VariableTypeView(
            name, Text($"toolbox.type.{name}", culture), Text($"toolbox.types.{CategoryOf(name)}", culture), string.Empty))];

    /// <summary>Where variables are kept.</summary>
    public IReadOnlyList<StorageDriverView> StorageDrivers(CultureInfo culture) =>
        [new(Storage, Text("toolbox.storage.instance", culture), 5, Deprecated: false)];

    /// <summary>When a definition may be started although others of it run; by the names Elsa writes into definitions.</summary>
    public IReadOnlyList<StrategyView> Activation(CultureInfo culture) =>
    [
        Strategy("Elsa.Workflows.ActivationValidators.AllowAlwaysStrategy, Elsa.Workflows.Core", "toolbox.activation.always", culture),
        Strategy("Elsa.Workflows.Runtime.ActivationValidators.SingletonStrategy, Elsa.Workflows.Runtime", "toolbox.activation.singleton", culture),
        Strategy("Elsa.Workflows.Runtime.ActivationValidators.CorrelatedSingletonStrategy, Elsa.Workflows.Runtime", "toolbox.activation.correlated-singleton", culture),
        Strategy("Elsa.Workflows.Runtime.ActivationValidators.CorrelationStrategy, Elsa.Workflows.Runtime", "toolbox.activation.correlation", culture),
    ];

    /// <summary>What an incident of a step does to the others.</summary>
    public IReadOnlyList<StrategyView> Incidents(CultureInfo culture) =>
    [
        Strategy("Elsa.Workflows.IncidentStrategies.FaultStrategy, Elsa.Workflows.Core", "toolbox.incident.fault", culture),
        Strategy("Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core", "toolbox.incident.continue", culture),
    ];

    /// <summary>What the studio may use besides the plain API.</summary>
    public IReadOnlyList<FeatureView> Installed(CultureInfo culture) => HasLiveInstances
        ? [new("RealTimeWorkflowUpdates", "Elsa", LiveInstances, Text("toolbox.feature.live", culture), string.Empty)] : [];

    private static string CategoryOf(string type) => type switch
    {
        "String" or "Boolean" or "Guid" or "Uri" => "basic",
        "Int32" or "Int64" or "Decimal" or "Double" => "number",
        "DateOnly" or "DateTimeOffset" or "DateTime" or "TimeOnly" or "TimeSpan" => "time",
        _ => "structure",
    };

    private StrategyView Strategy(string typeName, string key, CultureInfo culture) => new(typeName, Text(key, culture), Text(key + ".description", culture));

    private string Text(string key, CultureInfo culture) => texts.Find(key, culture, []) ?? key;
}
