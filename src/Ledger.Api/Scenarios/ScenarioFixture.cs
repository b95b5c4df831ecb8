using System.Text.Json.Nodes;
using Ledger.Domain.MassPayments;

namespace Ledger.Api.Scenarios;

/// <summary>One thing the company has: exactly one of user, supplier, invoice, creditNote, debitNote, parameters, savedFilter, rate, massPayment, file, branch, folioParameters, folioQuantity, folioFile, folioBook, folioRequest, folioUse.</summary>
internal sealed record ScenarioFixture
{
    /// <summary>A person.</summary>
    public UserFixture? User { get; init; }

    /// <summary>A supplier.</summary>
    public SupplierFixture? Supplier { get; init; }

    /// <summary>An invoice.</summary>
    public DocumentFixture? Invoice { get; init; }

    /// <summary>A credit note.</summary>
    public DocumentFixture? CreditNote { get; init; }

    /// <summary>A debit note.</summary>
    public DocumentFixture? DebitNote { get; init; }

    /// <summary>Changed purchasing parameters.</summary>
    public JsonObject? Parameters { get; init; }

    /// <summary>A filter of payable documents kept under a name.</summary>
    public FilterFixture? SavedFilter { get; init; }

    /// <summary>A rate of exchange.</summary>
    public RateFixture? Rate { get; init; }

    /// <summary>A mass payment that was entered before.</summary>
    public MassPaymentFixture? MassPayment { get; init; }

    /// <summary>A file in the import folder.</summary>
    public ScenarioText? File { get; init; }

    /// <summary>A branch.</summary>
    public BranchFixture? Branch { get; init; }

    /// <summary>Changed parameters of the folio circuit.</summary>
    public JsonObject? FolioParameters { get; init; }

    /// <summary>How many folios of a kind a branch gets at a time.</summary>
    public FolioQuantityFixture? FolioQuantity { get; init; }

    /// <summary>A file of the tax authority with folios: imported already, or in the company's folder of files to import.</summary>
    public FolioFileFixture? FolioFile { get; init; }

    /// <summary>A book of folios with what it has in it: asked for, assigned and added as people do.</summary>
    public FolioBookFixture? FolioBook { get; init; }

    /// <summary>A request for folios that is still to be met.</summary>
    public FolioRequestFixture? FolioRequest { get; init; }

    /// <summary>Folios that a book issues.</summary>
    public FolioUseFixture? FolioUse { get; init; }

    /// <summary>The names of what is given.</summary>
    public IEnumerable<string> Kinds() => new (string Name, object? Value)[]
    {
        ("user", User), ("supplier", Supplier), ("invoice", Invoice), ("creditNote", CreditNote), ("debitNote", DebitNote),
        ("parameters", Parameters), ("savedFilter", SavedFilter), ("rate", Rate), ("massPayment", MassPayment), ("file", File),
        ("branch", Branch), ("folioParameters", FolioParameters), ("folioQuantity", FolioQuantity), ("folioFile", FolioFile), ("folioBook", FolioBook), ("folioUse", FolioUse), ("folioRequest", FolioRequest),
    }.Where(k => k.Value is not null).Select(k => k.Name);
}

/// <summary>A person and what the person may do.</summary>
internal sealed record UserFixture(string Name, IReadOnlyList<string> Roles);

/// <summary>A supplier; a tax id is made from the name when none is given.</summary>
internal sealed record SupplierFixture(
    string Name, string? Rut = null, string? Code = null, bool EnabledForMassPayments = true, bool PaidByCheck = false, int? PaymentTermDays = null);

/// <summary>A document; its total is split into net and VAT as an invoice of type 33 has them. Dates as yyyy-MM-dd or as days from today, such as "-10".</summary>
internal sealed record DocumentFixture(
    string Supplier, long Number, decimal Total, string? Issued = null, string? Due = null, IReadOnlyList<InstallmentFixture>? Installments = null, string? As = null);

/// <summary>An instalment.</summary>
internal sealed record InstallmentFixture(string Due, decimal Amount);

/// <summary>A saved filter.</summary>
internal sealed record FilterFixture(string Name, PayableFilter? Filter = null, int? DueWithinDays = null);

/// <summary>Units of local currency for one unit.</summary>
internal sealed record RateFixture(string Currency, decimal Value, string? Date = null);

/// <summary>A mass payment of all that can be paid, entered by one person, authorised by another, and paid to a number of suppliers.</summary>
internal sealed record MassPaymentFixture(
    string EnteredBy = "ana", string? AuthorizedBy = null, int? PaidSuppliers = null, PayableFilter? Filter = null, string? As = null);

/// <summary>A branch of the company.</summary>
internal sealed record BranchFixture(int Code, string Name);

/// <summary>A quantity of folios.</summary>
internal sealed record FolioQuantityFixture(int Quantity, int Branch = 1, int Kind = 33);

/// <summary>A file with folios. <c>Waits</c>: in the folder of files to import, under that name; else it is imported. <c>Rut</c>: of another company.</summary>
internal sealed record FolioFileFixture(long First, long Last, int Kind = 33, string AuthorizedOn = "-10", string? Waits = null, string? Rut = null);

/// <summary>A book of a branch.</summary>
internal sealed record FolioBookFixture(int Branch = 1, int Kind = 33, string Workstation = "", int QuantityThreshold = 5, int DaysThreshold = 30);

/// <summary>So many folios are issued from a book.</summary>
internal sealed record FolioUseFixture(int Count, int Branch = 1, int Kind = 33, string Workstation = "");

/// <summary>A request for folios that a branch makes by hand.</summary>
internal sealed record FolioRequestFixture(int Branch = 1, int Kind = 33, string Workstation = "");
