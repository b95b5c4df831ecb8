namespace Ledger.Domain.Imports;

/// <summary>Why a line was refused, or what was remarked.</summary>
/// <param name="Code">The code of an es/en text.</param>
/// <param name="Field">The field, as the file calls it; null when it is about the whole line.</param>
/// <param name="Value">What the field held.</param>
/// <param name="Arguments">The values that the text names, in order.</param>
public sealed record ImportReason(string Code, string? Field = null, string? Value = null, params IReadOnlyList<object?> Arguments);
