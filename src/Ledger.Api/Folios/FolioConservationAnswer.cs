using System.Globalization;
using Ledger.Domain.Folios;
using Ledger.Foundation.Texts;

namespace Ledger.Api.Folios;

/// <summary>The account of all folios of a company (F10).</summary>
/// <param name="IsClosed">True when every authorisation's account closes.</param>
/// <param name="Problems">What does not, with its place.</param>
/// <param name="Authorizations">Where the folios of each authorisation are.</param>
internal sealed record FolioConservationAnswer(bool IsClosed, IReadOnlyList<FolioProblemView> Problems, IReadOnlyList<FolioBalance> Authorizations)
{
    /// <summary>The answer in a language.</summary>
    public static FolioConservationAnswer Of(IReadOnlyList<FolioBalance> balances, MessageCatalog texts, CultureInfo culture) => new(
        balances.All(b => b.Problems.Count == 0),
        [.. from balance in balances
            from code in balance.Problems
            select new FolioProblemView(
                balance.AuthorizationId, balance.DocumentType, balance.FirstNumber, balance.LastNumber, code, texts.Find(code, culture, []) ?? code)],
        balances);
}

/// <summary>What does not close in the account of an authorisation, said in the reader's language.</summary>
internal sealed record FolioProblemView(long AuthorizationId, int DocumentType, long FirstNumber, long LastNumber, string Code, string Message);
