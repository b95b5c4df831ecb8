using System.Globalization;
using Ledger.Api.DataViews.Catalog;
using Ledger.Api.Pages.Shell;
using Ledger.Domain.Companies;
using Ledger.Domain.Folios;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Pages.Folios;

/// <summary>What the pages of the folio circuit have in common: branches and document kinds by their names, how a state looks, one thing at a time.</summary>
public abstract class FolioPage : LedgerComponent
{
    [Inject]
    private protected PageWork Work { get; set; } = null!;

    /// <summary>The company's branches, by code.</summary>
    protected IReadOnlyList<Branch> Branches { get; private set; } = [];

    /// <summary>True while something is being done; buttons wait for it.</summary>
    protected bool IsBusy { get; private set; }

    /// <summary>The class of the mark of a state: its colour, beside its word.</summary>
    protected static string Tone(FolioBookState state) => state switch
    {
        FolioBookState.Ok => "good",
        FolioBookState.NearToFinish or FolioBookState.NearToExpire => "warn",
        _ => "bad",
    };

    /// <summary>A document kind with its number, as lists show it.</summary>
    protected string Kind(int documentType) => Enum.IsDefined((FolioDocumentKind)documentType)
        ? T($"views.choice.{nameof(FolioDocumentKind)}.{(FolioDocumentKind)documentType}")
        : documentType.ToString(CultureInfo.CurrentCulture);

    /// <summary>The word of a state.</summary>
    protected string State(FolioBookState state) => T($"views.choice.{nameof(FolioBookState)}.{state}");

    /// <summary>A branch by its code and name.</summary>
    protected string BranchName(long id) => Branches.FirstOrDefault(b => b.Id == id) is { } branch
        ? string.Create(CultureInfo.CurrentCulture, $"{branch.Code} {branch.Name}")
        : id.ToString(CultureInfo.InvariantCulture);

    /// <summary>A count as the person writes it.</summary>
    protected static string Count(long count) => count.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>Reads the branches.</summary>
    protected async Task LoadBranchesAsync() => Branches = await Work.ReadAsync(db => db.Set<Branch>().OrderBy(b => b.Code).ToListAsync());

    /// <summary>Does one thing at a time: a second press while the first is under way does nothing.</summary>
    /// <returns>True when it was done; what was refused has been told.</returns>
    protected async Task<bool> OnceAsync(Func<Task> work)
    {
        if (IsBusy)
        {
            return false;
        }

        IsBusy = true;
        try
        {
            return await TryAsync(work);
        }
        finally
        {
            IsBusy = false;
        }
    }
}
