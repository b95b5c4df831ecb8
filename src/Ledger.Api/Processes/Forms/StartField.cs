using System.Text.Json.Nodes;

namespace Ledger.Api.Processes.Forms;

/// <summary>A field of the form that starts a process: an input of its definition, in the words of who fills it in.</summary>
/// <param name="Name">The input.</param>
/// <param name="Kind">How it is asked for.</param>
/// <param name="Type">The type of its values; of one of them where there may be several.</param>
/// <param name="Label">What people call it.</param>
public sealed record StartField(string Name, StartFieldKind Kind, Type Type, string Label)
{
    /// <summary>What it is for, or null.</summary>
    public string? Help { get; init; }

    /// <summary>The section of the form, or null.</summary>
    public string? Section { get; init; }

    /// <summary>True when the process cannot start without it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>What it is when nobody says otherwise, or null.</summary>
    public JsonNode? Default { get; init; }

    /// <summary>What can be chosen: value and text.</summary>
    public IReadOnlyList<(string Value, string Text)> Options { get; init; } = [];

    /// <summary>True when it may hold several values.</summary>
    public bool IsMany { get; init; }
}
