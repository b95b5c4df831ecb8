using Ledger.Domain.Companies;
using Ledger.Domain.Parameters;
using Ledger.Domain.SupplierAccounts;
using Ledger.Domain.Suppliers;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.PurchaseDocuments;

/// <summary>Registers purchase documents and decides about them; what changes their dates and instalments is <see cref="DocumentChanges"/>.</summary>
public sealed class PurchaseDocumentService(LedgerSession session)
{
    /// <summary>Registers a document with its instalments and raises or lowers the supplier's balance.</summary>
    /// <exception cref="DomainException">A value is not valid, the amounts do not add up, the document exists, or its date is closed.</exception>
    public async Task<PurchaseDocument> RegisterAsync(NewPurchaseDocument document)
    {
        var company = await new CompanyService(session).CurrentAsync();
        var supplier = await new SupplierService(session).FindAsync(document.SupplierId);
        var kind = SiiDocumentType.KindOf(document.SiiType)
            ?? throw new DomainException("purchase-document.type", $"{document.SiiType} is not a purchase document.", document.SiiType) { Field = "siiType" };
        var currency = Checks.Currency(document.Currency ?? company.LocalCurrency);
        var rate = currency == company.LocalCurrency ? 1m : Checks.Rate(document.ExchangeRate);
        await CheckAsync(document, currency, company.DayOf(session.Now));
        var installments = await InstallmentsAsync(document, kind, currency, supplier);

        var created = Create(document, kind, currency, rate);
        session.Db.Add(created);
        for (var i = 0; i < installments.Count; i++)
        {
            session.Db.Add(new Installment
            {
                Id = session.NewId(),
                CompanyId = session.CompanyId,
                DocumentId = created.Id,
                Number = i + 1,
                DueDate = installments[i].DueDate,
                Amount = installments[i].Amount,
                Pending = installments[i].Amount,
                State = InstallmentState.NotCancelled,
            });
        }

        foreach (var tax in document.OtherTaxes)
        {
            session.Db.Add(new DocumentOtherTax
            {
                Id = session.NewId(),
                CompanyId = session.CompanyId,
                DocumentId = created.Id,
                Code = tax.Code,
                Rate = tax.Rate,
                Amount = tax.Amount,
            });
        }

        await session.SaveAsync();
        await new SupplierBalances(session).AddAsync(supplier.Id, new Money(kind == DocumentKind.CreditNote ? -created.Total : created.Total, currency));
        session.Audit("purchase-document.registered", "purchase-document", created.Id, document);
        return created;
    }

    /// <summary>Authorises documents for payment; those that are authorised already stay as they are.</summary>
    /// <exception cref="DomainException">A document does not exist or is annulled; none was changed.</exception>
    public Task AuthorizeAsync(params IReadOnlyList<long> documentIds) => DecideAsync(documentIds, PaymentAuthorization.Authorized);

    /// <summary>Withdraws the authorisation for payment.</summary>
    /// <exception cref="DomainException">A document does not exist, is annulled or is in a mass payment; none was changed.</exception>
    public Task WithdrawAuthorizationAsync(params IReadOnlyList<long> documentIds) => DecideAsync(documentIds, PaymentAuthorization.Pending);

    /// <summary>Notes that a document differs from what was agreed or received.</summary>
    /// <exception cref="DomainException">It does not exist, is annulled, is in a mass payment, or the amount is not within its total.</exception>
    public async Task SetDifferenceAsync(long documentId, decimal amount)
    {
        var document = await ChangeableAsync(documentId);
        Checks.Positive(amount, document.Currency, "differenceAmount");
        if (amount > document.Total)
        {
            throw new DomainException("purchase-document.difference", "The difference is between zero and the total.") { Field = "differenceAmount" };
        }

        (document.HasDifferences, document.DifferenceAmount) = (true, amount);
        await session.SaveAsync();
        session.Audit("purchase-document.difference-set", "purchase-document", documentId, new { amount });
    }

    /// <summary>Takes the mark of differences off a document (C13, "Diferencia de S a N").</summary>
    /// <exception cref="DomainException">It does not exist, is annulled, is in a mass payment, or has no differences.</exception>
    public async Task ResolveDifferenceAsync(long documentId, string reason)
    {
        var document = await ChangeableAsync(documentId);
        reason = Checks.Text(reason, ColumnSizes.Remarks, "reason");
        if (!document.HasDifferences)
        {
            throw new DomainException("purchase-document.no-difference", $"Document {document.Number} has no differences.", document.Number);
        }

        var amount = document.DifferenceAmount;
        (document.HasDifferences, document.DifferenceAmount) = (false, 0);
        await session.SaveAsync();
        session.Audit("purchase-document.difference-resolved", "purchase-document", documentId, new { amount, reason });
    }

    /// <summary>Gives a document a classification, or none.</summary>
    public async Task ClassifyAsync(long documentId, long? classificationId)
    {
        if (classificationId is { } id && !await session.Db.Set<Classification>().AnyAsync(c => c.Id == id))
        {
            throw Checks.NotFound("classification", id);
        }

        var document = await FindAsync(documentId);
        DocumentRules.NotAnnulled(document);
        var before = document.ClassificationId;
        document.ClassificationId = classificationId;
        await session.SaveAsync();
        session.Audit("purchase-document.classified", "purchase-document", documentId, new { before, after = classificationId });
    }

    /// <summary>Adds a classification.</summary>
    public async Task<Classification> AddClassificationAsync(string code, string name)
    {
        var classification = new Classification
        {
            Id = session.NewId(),
            CompanyId = session.CompanyId,
            Code = Checks.Text(code, ColumnSizes.Code, "code"),
            Name = Checks.Text(name, ColumnSizes.Name, "name"),
        };
        if (await session.Db.Set<Classification>().AnyAsync(c => c.Code == classification.Code))
        {
            throw Checks.CodeTaken(classification.Code);
        }

        session.Db.Add(classification);
        await session.SaveAsync();
        session.Audit("classification.created", "classification", classification.Code, new { classification.Name });
        return classification;
    }

    /// <summary>Annuls a document of which nothing is paid or allocated.</summary>
    /// <exception cref="DomainException">It does not exist, is annulled, in a mass payment, has allocations, or its date is closed.</exception>
    public async Task AnnulAsync(long documentId, string reason)
    {
        var document = await ChangeableAsync(documentId);
        reason = Checks.Text(reason, ColumnSizes.Remarks, "reason");
        await new ClosingDates(session).CheckPurchaseDocumentAsync(document.IssueDate);
        var used = await session.Db.Set<Allocation>().AnyAsync(a => (a.DocumentId == documentId || a.SourceId == documentId) && a.DeallocatedAt == null);
        if (used || document.OpenAmount != document.Total)
        {
            throw new DomainException("purchase-document.allocated", $"Document {document.Number} has allocations: undo them first.", document.Number) { IsConflict = true };
        }

        document.State = DocumentState.Annulled;
        document.OpenAmount = 0;
        foreach (var installment in await session.Db.Set<Installment>().Where(i => i.DocumentId == documentId).ToListAsync())
        {
            (installment.Pending, installment.State) = (0, InstallmentState.Cancelled);
        }

        await session.SaveAsync();
        await new SupplierBalances(session).AddAsync(
            document.SupplierId, new Money(document.Kind == DocumentKind.CreditNote ? document.Total : -document.Total, document.Currency));
        session.Audit("purchase-document.annulled", "purchase-document", documentId, new { reason });
    }

    /// <summary>A document by its key.</summary>
    /// <exception cref="DomainException">There is none.</exception>
    public async Task<PurchaseDocument> FindAsync(long documentId) =>
        await session.FindLockedAsync<PurchaseDocument>("purchase_documents", documentId) ?? throw Checks.NotFound("purchase-document", documentId);

    private async Task<PurchaseDocument> ChangeableAsync(long documentId)
    {
        var document = await FindAsync(documentId);
        DocumentRules.NotAnnulled(document);
        DocumentRules.NotInMassPayment(document);
        return document;
    }

    private async Task CheckAsync(NewPurchaseDocument document, string currency, DateOnly today)
    {
        if (document.Number < 1)
        {
            throw new DomainException("purchase-document.number", "A document needs a number of 1 or more.") { Field = "number" };
        }

        if (document.IssueDate > today)
        {
            throw new DomainException("purchase-document.future", "The date of the document is in the future.", document.IssueDate) { Field = "issueDate" };
        }

        DocumentRules.CheckAmounts(document, currency);
        if (!await session.Db.Set<Branch>().AnyAsync(b => b.Id == document.BranchId))
        {
            throw Checks.NotFound("branch", document.BranchId);
        }

        if (document.ClassificationId is { } classification && !await session.Db.Set<Classification>().AnyAsync(c => c.Id == classification))
        {
            throw Checks.NotFound("classification", classification);
        }

        await new ClosingDates(session).CheckPurchaseDocumentAsync(document.AccountingDate ?? document.IssueDate);
        if (await session.Db.Set<PurchaseDocument>().AnyAsync(
            d => d.SupplierId == document.SupplierId && d.SiiType == document.SiiType && d.Number == document.Number))
        {
            throw new DomainException("purchase-document.exists", $"The supplier's document {document.SiiType} {document.Number} is registered already.", document.SiiType, document.Number)
            {
                Field = "number",
                IsConflict = true,
            };
        }
    }

    private async Task<IReadOnlyList<NewInstallment>> InstallmentsAsync(NewPurchaseDocument document, DocumentKind kind, string currency, Supplier supplier)
    {
        if (kind != DocumentKind.Invoice)
        {
            return [new NewInstallment(document.IssueDate, document.Total)];
        }

        if (document.Installments.Count > 0)
        {
            DocumentRules.CheckInstallments(document.Installments, document.Total, currency, document.IssueDate);
            return document.Installments;
        }

        var days = supplier.PaymentTermDays ?? (await new ParameterService(session).GetAsync<PurchasingParameters>()).PaymentTermDays;
        return PaymentTerms.Split(document.Total, currency, document.IssueDate, days);
    }

    private PurchaseDocument Create(NewPurchaseDocument document, DocumentKind kind, string currency, decimal rate) => new()
    {
        Id = session.NewId(),
        CompanyId = session.CompanyId,
        BranchId = document.BranchId,
        SupplierId = document.SupplierId,
        Kind = kind,
        SiiType = document.SiiType,
        Letter = Checks.Optional(document.Letter, 1, "letter"),
        Number = document.Number,
        IssueDate = document.IssueDate,
        AccountingDate = document.AccountingDate ?? document.IssueDate,
        Currency = currency,
        ExchangeRate = rate,
        Exempt = document.Exempt,
        Net = document.Net,
        VatRecoverable = document.VatRecoverable,
        VatNonRecoverable = document.VatNonRecoverable,
        VatNonRecoverableCode = document.VatNonRecoverableCode,
        VatCommonUse = document.VatCommonUse,
        OtherTaxes = document.OtherTaxes.Sum(tax => tax.Amount),
        Total = document.Total,
        PurchaseKind = document.PurchaseKind,
        State = PurchaseDocument.StateOf(kind, document.Total, document.Total),
        OpenAmount = document.Total,
        HasDifferences = document.DifferenceAmount > 0,
        DifferenceAmount = document.DifferenceAmount,
        PaymentAuthorization = PaymentAuthorization.Pending,
        ClassificationId = document.ClassificationId,
        CreatedAt = session.Now,
    };

    private async Task DecideAsync(IReadOnlyList<long> documentIds, PaymentAuthorization authorization)
    {
        await session.LockAsync("purchase_documents", documentIds);
        var documents = await session.Db.Set<PurchaseDocument>().Where(d => documentIds.Contains(d.Id)).ToListAsync();
        foreach (var id in documentIds.Except(documents.Select(d => d.Id)))
        {
            throw Checks.NotFound("purchase-document", id);
        }

        documents.RemoveAll(d => d.PaymentAuthorization == authorization);
        foreach (var document in documents)
        {
            DocumentRules.NotAnnulled(document);
            if (authorization == PaymentAuthorization.Pending)
            {
                DocumentRules.NotInMassPayment(document);
            }
        }

        foreach (var document in documents)
        {
            var isAuthorized = authorization == PaymentAuthorization.Authorized;
            document.PaymentAuthorization = authorization;
            document.AuthorizedBy = isAuthorized ? session.Actor.Name : null;
            document.AuthorizedAt = isAuthorized ? session.Now : null;
            session.Audit(isAuthorized ? "purchase-document.authorized" : "purchase-document.authorization-withdrawn", "purchase-document", document.Id);
        }

        await session.SaveAsync();
    }
}
