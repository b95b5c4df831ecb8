using System.Reflection;
using Ledger.Workflows.Activities;

namespace Ledger.Workflows.Graph;

/// <summary>The activity types of this installation, found by their <see cref="ActivityAttribute"/>. Read by many threads; never changed after it is made.</summary>
public sealed class ActivityRegistry
{
    private readonly Dictionary<(string, int), ActivityDescriptor> _byVersion = [];
    private readonly Dictionary<string, ActivityDescriptor> _newest = new(StringComparer.Ordinal);

    /// <summary>The registry of the activity classes in <paramref name="assemblies"/>.</summary>
    /// <exception cref="InvalidOperationException">Two classes claim the same type name and version.</exception>
    public ActivityRegistry(IEnumerable<Assembly> assemblies)
    {
        foreach (var type in assemblies.Distinct().SelectMany(a => a.GetTypes()))
        {
            if (!type.IsAbstract && type.GetCustomAttribute<ActivityAttribute>() is { } attribute && typeof(Activity).IsAssignableFrom(type))
            {
                Add(new ActivityDescriptor(type, attribute));
            }
        }

        Descriptors = [.. _byVersion.Values.OrderBy(d => d.TypeName, StringComparer.Ordinal).ThenBy(d => d.Version)];
    }

    /// <summary>All types, by name and version.</summary>
    public IReadOnlyList<ActivityDescriptor> Descriptors { get; }

    /// <summary>The type of that name and version; when it has no such version, its newest. Null when there is no such type.</summary>
    public ActivityDescriptor? Find(string typeName, int? version = null) =>
        version is { } number && _byVersion.TryGetValue((typeName, number), out var exact) ? exact : _newest.GetValueOrDefault(typeName);

    private void Add(ActivityDescriptor descriptor)
    {
        if (!_byVersion.TryAdd((descriptor.TypeName, descriptor.Version), descriptor))
        {
            throw new InvalidOperationException($"The activity type {descriptor.TypeName} version {descriptor.Version} is declared twice: {_byVersion[(descriptor.TypeName, descriptor.Version)].Type} and {descriptor.Type}.");
        }

        if (!_newest.TryGetValue(descriptor.TypeName, out var other) || other.Version < descriptor.Version)
        {
            _newest[descriptor.TypeName] = descriptor;
        }
    }
}
