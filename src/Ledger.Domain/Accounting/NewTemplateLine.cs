namespace Ledger.Domain.Accounting;

/// <summary>A line of a posting template to be added.</summary>
/// <param name="Role">What it stands for.</param>
/// <param name="Side">The side it is posted on.</param>
/// <param name="AccountId">The account; null where the document brings its own.</param>
/// <param name="Narrative">The text of the line.</param>
public sealed record NewTemplateLine(PostingRole Role, EntrySide Side, long? AccountId, string Narrative);
