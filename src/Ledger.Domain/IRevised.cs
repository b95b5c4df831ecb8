namespace Ledger.Domain;

/// <summary>
/// A row whose changes are counted. A save that finds another count than it read fails with
/// <see cref="Microsoft.EntityFrameworkCore.DbUpdateConcurrencyException"/>; hand-written SQL must raise the count itself.
/// </summary>
public interface IRevised
{
    /// <summary>How often the row was changed; raised by every change.</summary>
    int Revision { get; }
}
