namespace Ledger.Domain.Folios;

/// <summary>A line of the grid "Disponibilidad y Vencimiento de folios": a book and how it stands on a day (F2).</summary>
/// <param name="BookId">The book.</param>
/// <param name="BranchId">Its branch.</param>
/// <param name="DocumentType">Its document kind.</param>
/// <param name="Workstation">Its workstation; empty for none.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsAutomatic">True when the circuit watches and updates it.</param>
/// <param name="Available">How many folios it can issue today.</param>
/// <param name="NextNumber">The next it will issue; null when it has none.</param>
/// <param name="ExpiresOn">The last day of the last of them; null when it has none or they do not expire.</param>
/// <param name="Queued">How many wait for it to finish or expire.</param>
/// <param name="State">How it stands.</param>
public sealed record FolioBookStanding(
    long BookId, long BranchId, int DocumentType, string Workstation, string Name, bool IsAutomatic, long Available, long? NextNumber,
    DateOnly? ExpiresOn, long Queued, FolioBookState State)
{
    /// <summary>True when the circuit has something to do for it.</summary>
    public bool NeedsFolios => State != FolioBookState.Ok;

    /// <summary>True when nothing can be issued from it until it is updated.</summary>
    public bool IsOver => State is FolioBookState.Finished or FolioBookState.Expired;

    /// <summary>How a book with these ranges stands on a day.</summary>
    /// <param name="book">The book.</param>
    /// <param name="ranges">What is in it or queued for it, and the last that was (<see cref="RangeRow.OfStanding"/>).</param>
    /// <param name="today">The day.</param>
    internal static FolioBookStanding Of(FolioBook book, IReadOnlyList<RangeRow> ranges, DateOnly today)
    {
        var day = Stored.Of(today);
        var lasting = Stored.Of(today.AddDays(book.DaysThreshold));
        var open = ranges.Where(r => r.Place == FolioPlace.Book && r.Left > 0 && !(r.ExpiresOn < day)).OrderBy(r => r.Position).ThenBy(r => r.First).ToList();
        var available = open.Sum(r => r.Left);
        var outliving = open.Where(r => !(r.ExpiresOn <= lasting)).Sum(r => r.Left);
        var state = available == 0 ? Ended(ranges)
            : available <= book.QuantityThreshold ? FolioBookState.NearToFinish
            : outliving <= book.QuantityThreshold && outliving < available ? FolioBookState.NearToExpire
            : FolioBookState.Ok;
        return new FolioBookStanding(
            book.Id, book.BranchId, book.DocumentType, book.Workstation, book.Name, book.IsAutomatic, available, open.Count == 0 ? null : open[0].Next,
            open.Count > 0 && open.All(r => r.ExpiresOn is not null) ? Ledger.Foundation.DateNumberConverter.FromStored(open.Max(r => r.ExpiresOn!.Value)) : null,
            ranges.Where(r => r.Place == FolioPlace.Queued && !(r.ExpiresOn < day)).Sum(r => r.Size), state);
    }

    // A book ended by what its last folios did: ran out, or expired with some left.
    private static FolioBookState Ended(IReadOnlyList<RangeRow> ranges)
    {
        var loaded = ranges.Where(r => r.Position > 0 && r.Place is FolioPlace.Book or FolioPlace.Used or FolioPlace.Expired).ToList();
        var last = loaded.Count == 0 ? 0 : loaded.Max(r => r.Position);
        return loaded.Any(r => r.Position == last && (r.Place == FolioPlace.Expired || (r.Place == FolioPlace.Book && r.Left > 0)))
            ? FolioBookState.Expired
            : FolioBookState.Finished;
    }
}
