using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;

namespace Ledger.Foundation.Texts;

/// <summary>
/// The texts that people read, by code, in Spanish (the neutral resources) and English. Each subject has a resource file
/// of its own beside its code, and adds it here when its services are registered.
/// </summary>
public sealed class MessageCatalog
{
    private readonly ConcurrentBag<ResourceManager> _sources = [];

    /// <summary>Adds the resource file named like <paramref name="marker"/>, a class that stands beside it.</summary>
    public MessageCatalog Add(Type marker)
    {
        _sources.Add(new ResourceManager(marker.FullName!, marker.Assembly));
        return this;
    }

    /// <summary>The text of a code in a language with its values filled in; null when no resource has the code.</summary>
    public string? Find(string code, CultureInfo culture, IReadOnlyList<object?> arguments)
    {
        foreach (var source in _sources)
        {
            if (source.GetString(code, culture) is { } text)
            {
                return arguments.Count == 0 ? text : string.Format(culture, text, [.. arguments]);
            }
        }

        return null;
    }
}
