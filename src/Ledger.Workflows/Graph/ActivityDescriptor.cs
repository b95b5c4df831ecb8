using System.Collections.Concurrent;
using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Resources;
using Ledger.Workflows.Activities;

namespace Ledger.Workflows.Graph;

/// <summary>What is known of an activity type: for the compiler, and for the designer's toolbox.</summary>
public sealed class ActivityDescriptor
{
    private static readonly ConcurrentDictionary<Assembly, ResourceManager?> Texts = new();

    private readonly Func<Activity> _create;

    internal ActivityDescriptor(Type type, ActivityAttribute attribute)
    {
        Type = type;
        Attribute = attribute;
        _create = System.Linq.Expressions.Expression.Lambda<Func<Activity>>(System.Linq.Expressions.Expression.New(type)).Compile();
        var inputs = new List<InputDescriptor>();
        var outputs = new List<OutputDescriptor>();
        var ports = new List<PortDescriptor>();
        var plain = new List<PropertyInfo>();
        foreach (var property in PropertiesOf(type))
        {
            var shape = property.PropertyType;
            if (IsGeneric(shape, typeof(Input<>)))
            {
                inputs.Add(new InputDescriptor(property, property.GetCustomAttribute<InputAttribute>() ?? new InputAttribute(), shape.GetGenericArguments()[0]));
            }
            else if (IsGeneric(shape, typeof(Output<>)))
            {
                outputs.Add(new OutputDescriptor(property, shape.GetGenericArguments()[0]));
            }
            else if (typeof(Activity).IsAssignableFrom(shape))
            {
                ports.Add(new PortDescriptor(property, isList: false));
            }
            else if (typeof(IEnumerable<Activity>).IsAssignableFrom(shape))
            {
                ports.Add(new PortDescriptor(property, isList: true));
            }
            else
            {
                plain.Add(property);
            }
        }

        Inputs = inputs;
        Outputs = outputs;
        Ports = ports;
        PlainProperties = plain;
        PlainInputs = [.. type.GetCustomAttributes<PlainInputAttribute>().Select(p => new InputDescriptor(p))];
    }

    /// <summary>The type name in definitions.</summary>
    public string TypeName => Attribute.TypeName;

    /// <summary>The version of the type.</summary>
    public int Version => Attribute.Version;

    /// <summary>The class.</summary>
    public Type Type { get; }

    /// <summary>Category, kind, outcomes and what else the class says of itself.</summary>
    public ActivityAttribute Attribute { get; }

    /// <summary>The inputs in the order they are evaluated.</summary>
    public IReadOnlyList<InputDescriptor> Inputs { get; }

    /// <summary>What people set besides the inputs: properties that the JSON holds as they are.</summary>
    public IReadOnlyList<InputDescriptor> PlainInputs { get; }

    /// <summary>The outputs.</summary>
    public IReadOnlyList<OutputDescriptor> Outputs { get; }

    /// <summary>The slots for embedded activities.</summary>
    public IReadOnlyList<PortDescriptor> Ports { get; }

    internal IReadOnlyList<PropertyInfo> PlainProperties { get; }

    /// <summary>A text of the type for people, such as <c>Name</c>, <c>Description</c> or <c>{Input}.Name</c>; null when the resources have none.</summary>
    /// <remarks>What many types share (an outcome, an input of a base class) may stand once, under <c>Any.{key}</c>.</remarks>
    public string? Text(string key, CultureInfo culture) => OwnText($"{TypeName}.{key}", culture) ?? OwnText($"Any.{key}", culture) ?? EngineText($"Any.{key}", culture);

    /// <summary>The name of its category for people; the key itself when the resources have none.</summary>
    public string CategoryText(CultureInfo culture)
    {
        var key = $"Category.{Attribute.Category}";
        return OwnText(key, culture) ?? EngineText(key, culture) ?? Attribute.Category;
    }

    /// <summary>What an input has when the definition gives none; null when that is nothing.</summary>
    public object? DefaultOf(InputDescriptor input) =>
        input.Property is { } property && property.GetValue(Create()) is IInput { Expression: { Type: "Literal", Value: { } initial } }
            ? initial : input.Attribute.Default;

    internal Activity Create() => _create();

    private static string? EngineText(string key, CultureInfo culture) => Texts.GetOrAdd(typeof(ActivityDescriptor).Assembly, TextsOf)?.GetString(key, culture);

    private string? OwnText(string key, CultureInfo culture) => Texts.GetOrAdd(Type.Assembly, TextsOf)?.GetString(key, culture);

    private static ResourceManager? TextsOf(Assembly assembly)
    {
        const string suffix = "ActivityTexts.resources";
        var name = assembly.GetManifestResourceNames().FirstOrDefault(n => n.EndsWith(suffix, StringComparison.Ordinal));
        return name is null ? null : new ResourceManager(name[..^".resources".Length], assembly);
    }

    private static bool IsGeneric(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    private static IEnumerable<PropertyInfo> PropertiesOf(Type type)
    {
        // Base classes first, as Elsa's reflection order gives them: inputs are evaluated in this order.
        var chain = new Stack<Type>();
        for (var t = type; t != typeof(Activity) && t != typeof(object) && t is not null; t = t.BaseType)
        {
            chain.Push(t);
        }

        return chain.SelectMany(t => t.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(p => p.SetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0);
    }
}
