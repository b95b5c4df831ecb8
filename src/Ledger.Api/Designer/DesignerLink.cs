namespace Ledger.Api.Designer;

/// <summary>What the caller may do with what is answered; the studio hides the rest.</summary>
/// <param name="Href">The address, relative to the designer's API.</param>
/// <param name="Rel">The name the studio looks for: <c>publish</c> makes an editor, <c>bulk-publish</c> the list's buttons.</param>
/// <param name="Method">The HTTP method.</param>
internal sealed record DesignerLink(string Href, string Rel, string Method);
