namespace Ledger.Domain.Folios;

/// <summary>A branch asks for folios.</summary>
/// <param name="Key">What both ends call the request.</param>
/// <param name="DocumentType">The document kind.</param>
/// <param name="Workstation">The workstation; empty for none.</param>
/// <param name="Reason">Why.</param>
internal sealed record FolioRequestBody(string Key, int DocumentType, string Workstation, FolioRequestReason Reason);

/// <summary>Numbers of an authorisation, called by the fingerprint that it has in every installation.</summary>
/// <param name="Digest">The authorisation.</param>
/// <param name="First">The first number.</param>
/// <param name="Last">The last number.</param>
internal sealed record FolioPart(string Digest, long First, long Last)
{
    /// <summary>The parts of a message of another installation, when it has any and none is empty.</summary>
    /// <exception cref="DomainException">It has not (<c>folio-message.content</c>).</exception>
    public static IReadOnlyList<FolioPart> Check(IReadOnlyList<FolioPart?>? parts) =>
        parts is { Count: > 0 } && parts.All(p => p?.Digest is not null) ? [.. parts.Select(p => p!)] : throw FolioPost.Unintelligible();

    /// <summary>True when these are numbers of an authorisation of the kind.</summary>
    public bool IsOf(FolioAuthorization authorization, int documentType) =>
        authorization.DocumentType == documentType && First >= authorization.FirstNumber && First <= Last && Last <= authorization.LastNumber;
}

/// <summary>Head office sends folios.</summary>
/// <param name="RequestKey">The request they are for.</param>
/// <param name="Number">The assignment's number.</param>
/// <param name="DocumentType">The document kind.</param>
/// <param name="Parts">The numbers.</param>
internal sealed record FolioAssignmentBody(string RequestKey, long Number, int DocumentType, IReadOnlyList<FolioPart> Parts);

/// <summary>A branch gives unused folios back.</summary>
/// <param name="DocumentType">The document kind.</param>
/// <param name="Reason">Why, in a person's words.</param>
/// <param name="Parts">The numbers.</param>
internal sealed record FolioReturnBody(int DocumentType, string Reason, IReadOnlyList<FolioPart> Parts);
