namespace Ledger.Api.Designer.Descriptors;

/// <summary>A plain list as the studio reads it.</summary>
internal sealed record Listing<T>(IReadOnlyList<T> Items)
{
    /// <summary>How many there are.</summary>
    public int Count => Items.Count;
}

/// <summary>An activity type as the studio knows it. Nothing in it is ever null: the studio breaks on nulls (elsa-api.md §12).</summary>
internal sealed record ActivityTypeView(
    string TypeName, string Namespace, string Name, int Version, string Category, string DisplayName, string Description, string Kind,
    bool IsContainer, bool IsBrowsable, bool IsStart, bool IsTerminal,
    IReadOnlyDictionary<string, object> CustomProperties, IReadOnlyDictionary<string, object> ConstructionProperties,
    IReadOnlyList<PortView> Ports, IReadOnlyList<InputView> Inputs, IReadOnlyList<OutputView> Outputs);

/// <summary>An outcome (<c>Flow</c>) or a slot for an activity (<c>Embedded</c>).</summary>
internal sealed record PortView(string Name, string DisplayName, string Type, bool IsBrowsable);

/// <summary>An input of an activity type.</summary>
internal sealed record InputView(
    string Name, string TypeName, string DisplayName, string Description, int Order, string Category, bool IsBrowsable, bool IsWrapped,
    bool IsSynthetic, bool IsReadOnly, bool IsSensitive, string UiHint, object? DefaultValue, string DefaultSyntax,
    IReadOnlyDictionary<string, object> UiSpecifications);

/// <summary>An output of an activity type.</summary>
internal sealed record OutputView(
    string Name, string TypeName, string DisplayName, string Description, int Order, bool IsBrowsable, bool IsSynthetic);

/// <summary>A way to write an expression.</summary>
internal sealed record ExpressionTypeView(
    string Type, string DisplayName, bool IsSerializable, bool IsBrowsable, IReadOnlyDictionary<string, string> Properties);

/// <summary>A type that variables, inputs and outputs can have.</summary>
internal sealed record VariableTypeView(string TypeName, string DisplayName, string Category, string Description);

/// <summary>Where the value of a variable is kept.</summary>
internal sealed record StorageDriverView(string TypeName, string DisplayName, double Priority, bool Deprecated);

/// <summary>A choice of the settings of a definition.</summary>
internal sealed record StrategyView(string TypeName, string DisplayName, string Description);

/// <summary>A feature of the server that the studio asks for.</summary>
internal sealed record FeatureView(string Name, string Namespace, string FullName, string DisplayName, string Description);

/// <summary>What the options call answers: the <c>uiSpecifications</c> of the input, as of now.</summary>
internal sealed record OptionsAnswer(IReadOnlyDictionary<string, object> Items);
