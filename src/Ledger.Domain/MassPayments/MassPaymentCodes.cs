namespace Ledger.Domain.MassPayments;

/// <summary>The codes of what mass payments refuse; each has a Spanish and an English text in <see cref="MassPaymentTexts"/>.</summary>
public static class MassPaymentCodes
{
    /// <summary>There is no such mass payment.</summary>
    public const string NotFound = "mass-payment.not-found";

    /// <summary>It can no longer be modified in its state.</summary>
    public const string ModifyState = "mass-payment.modify-state";

    /// <summary>Only an entered one can be authorised.</summary>
    public const string AuthorizeState = "mass-payment.authorize-state";

    /// <summary>Only an authorised one can lose its authorisation.</summary>
    public const string WithdrawState = "mass-payment.withdraw-state";

    /// <summary>It cannot be paid in its state.</summary>
    public const string PayState = "mass-payment.pay-state";

    /// <summary>Only a generated one can be annulled.</summary>
    public const string AnnulState = "mass-payment.annul-state";

    /// <summary>It cannot be deleted in its state.</summary>
    public const string DeleteState = "mass-payment.delete-state";

    /// <summary>The annulment of its generation has begun and must end first.</summary>
    public const string AnnulmentUnderWay = "mass-payment.annulment-under-way";

    /// <summary>Somebody else changed it since it was read.</summary>
    public const string ChangedMeanwhile = "mass-payment.changed-meanwhile";

    /// <summary>Numbers are typed and none was given.</summary>
    public const string NumberMissing = "mass-payment.number-missing";

    /// <summary>Numbers are automatic and another one was given.</summary>
    public const string NumberAutomatic = "mass-payment.number-automatic";

    /// <summary>Another mass payment has the number.</summary>
    public const string NumberTaken = "mass-payment.number-taken";

    /// <summary>The number is not positive.</summary>
    public const string NumberInvalid = "mass-payment.number-invalid";

    /// <summary>The estimated payment date is before the entry date.</summary>
    public const string EstimatedBeforeEntry = "mass-payment.estimated-before-entry";

    /// <summary>The currency is neither the company's own nor its foreign accounting currency.</summary>
    public const string CurrencyNotUsable = "mass-payment.currency-not-usable";

    /// <summary>The exchange rate is not positive.</summary>
    public const string RateNotPositive = "mass-payment.rate-not-positive";

    /// <summary>The remarks are too long.</summary>
    public const string RemarksTooLong = "mass-payment.remarks-too-long";

    /// <summary>Nothing is left to be paid in it.</summary>
    public const string NoDocuments = "mass-payment.no-documents";

    /// <summary>A chosen document does not exist.</summary>
    public const string DocumentUnknown = "mass-payment.document-unknown";

    /// <summary>A chosen document is annulled.</summary>
    public const string DocumentAnnulled = "mass-payment.document-annulled";

    /// <summary>Nothing of a chosen document is open.</summary>
    public const string DocumentNothingOpen = "mass-payment.document-nothing-open";

    /// <summary>A chosen document is in another mass payment.</summary>
    public const string DocumentTaken = "mass-payment.document-taken";

    /// <summary>The supplier is not enabled for mass payments.</summary>
    public const string SupplierNotEnabled = "mass-payment.supplier-not-enabled";

    /// <summary>A chosen document has no authorisation for payment.</summary>
    public const string DocumentNotAuthorized = "mass-payment.document-not-authorized";

    /// <summary>A chosen document has differences and the company does not pay such.</summary>
    public const string DocumentWithDifferences = "mass-payment.document-with-differences";

    /// <summary>A document to be removed is not in the mass payment.</summary>
    public const string DocumentNotInPayment = "mass-payment.document-not-in-payment";

    /// <summary>Issue and due dates were both given.</summary>
    public const string FilterDatesExclusive = "mass-payment.filter-dates-exclusive";

    /// <summary>Due dates were given for more than invoices.</summary>
    public const string FilterDueNeedsInvoices = "mass-payment.filter-due-needs-invoices";

    /// <summary>Numbers were given for several kinds.</summary>
    public const string FilterNumberNeedsOneKind = "mass-payment.filter-number-needs-one-kind";

    /// <summary>Branches were given elsewhere than at head office.</summary>
    public const string FilterBranchesNeedHeadOffice = "mass-payment.filter-branches-need-head-office";

    /// <summary>The start of a range is after its end.</summary>
    public const string FilterRangeReversed = "mass-payment.filter-range-reversed";

    /// <summary>There is no such saved filter.</summary>
    public const string FilterNotFound = "mass-payment.filter-not-found";

    /// <summary>The list cannot be sorted by that field.</summary>
    public const string SortUnknown = "mass-payment.sort-unknown";

    /// <summary>The company does not authorise mass payments.</summary>
    public const string AuthorizationOff = "mass-payment.authorization-off";

    /// <summary>Who entered it, or put documents in, cannot authorise it (W6).</summary>
    public const string AuthorizerEntered = "mass-payment.authorizer-entered";

    /// <summary>Only a person can authorise.</summary>
    public const string AuthorizerNotPerson = "mass-payment.authorizer-not-person";

    /// <summary>Funds were given but the company has no treasury.</summary>
    public const string FundsWithoutTreasury = "mass-payment.funds-without-treasury";

    /// <summary>Funds were changed although the parameter forbids it.</summary>
    public const string FundsNotEditable = "mass-payment.funds-not-editable";

    /// <summary>No means of payment is given nor defined.</summary>
    public const string PaymentAccountMissing = "mass-payment.payment-account-missing";

    /// <summary>There is no such treasury account.</summary>
    public const string PaymentAccountUnknown = "mass-payment.payment-account-unknown";

    /// <summary>A means of payment must be of kind bank or other.</summary>
    public const string PaymentAccountKind = "mass-payment.payment-account-kind";

    /// <summary>The account to charge must be of kind other.</summary>
    public const string DebitAccountKind = "mass-payment.debit-account-kind";

    /// <summary>Checks are drawn on bank accounts only.</summary>
    public const string CheckNeedsBank = "mass-payment.check-needs-bank";

    /// <summary>An account with deferred checks pays by check.</summary>
    public const string CheckRequired = "mass-payment.check-required";

    /// <summary>Check data were given for a payment without check.</summary>
    public const string CheckDataWithoutCheck = "mass-payment.check-data-without-check";

    /// <summary>The account has no available checkbook.</summary>
    public const string CheckbookMissing = "mass-payment.checkbook-missing";

    /// <summary>There is no such checkbook.</summary>
    public const string CheckbookUnknown = "mass-payment.checkbook-unknown";

    /// <summary>The checkbook is not available.</summary>
    public const string CheckbookUnavailable = "mass-payment.checkbook-unavailable";

    /// <summary>The checkbook belongs to another account.</summary>
    public const string CheckbookOtherAccount = "mass-payment.checkbook-other-account";

    /// <summary>The checkbook has too few checks left.</summary>
    public const string CheckbookTooFew = "mass-payment.checkbook-too-few";

    /// <summary>The check number is not in the checkbook.</summary>
    public const string CheckNumberRange = "mass-payment.check-number-range";

    /// <summary>The check number was used.</summary>
    public const string CheckNumberUsed = "mass-payment.check-number-used";

    /// <summary>Two suppliers have the same check number.</summary>
    public const string CheckNumberRepeated = "mass-payment.check-number-repeated";

    /// <summary>A deferred check must fall due after the generation.</summary>
    public const string CheckDueNotAfter = "mass-payment.check-due-not-after";

    /// <summary>A check cannot fall due before the generation.</summary>
    public const string CheckDueBefore = "mass-payment.check-due-before";

    /// <summary>Days and date disagree.</summary>
    public const string CheckDaysDate = "mass-payment.check-days-date";

    /// <summary>There is no such classification.</summary>
    public const string ClassificationUnknown = "mass-payment.classification-unknown";

    /// <summary>The account's currency has no rate on that day.</summary>
    public const string RateMissing = "mass-payment.rate-missing";

    /// <summary>Funds were given for a supplier without documents in it, or for one paid already.</summary>
    public const string SupplierNotInPayment = "mass-payment.supplier-not-in-payment";

    /// <summary>The credits of a supplier reach or exceed what is owed.</summary>
    public const string SupplierTotalNotPositive = "mass-payment.supplier-total-not-positive";

    /// <summary>A document of it was changed since it was put in.</summary>
    public const string DocumentChanged = "mass-payment.document-changed";

    /// <summary>The generation was not prepared.</summary>
    public const string FundsMissing = "mass-payment.funds-missing";

    /// <summary>The annulment was not begun.</summary>
    public const string AnnulmentNotBegun = "mass-payment.annulment-not-begun";

    /// <summary>A payment order was annulled by itself since.</summary>
    public const string AnnulOrderAnnulled = "mass-payment.annul-order-annulled";

    /// <summary>An allocation was undone since.</summary>
    public const string AnnulDeallocated = "mass-payment.annul-deallocated";

    /// <summary>A document was annulled since.</summary>
    public const string AnnulDocumentAnnulled = "mass-payment.annul-document-annulled";

    /// <summary>A document was changed since.</summary>
    public const string AnnulDocumentChanged = "mass-payment.annul-document-changed";

    /// <summary>It was paid: annul the generation, or all its orders one by one, first.</summary>
    public const string DeleteAnnulFirst = "mass-payment.delete-annul-first";

    /// <summary>Another workflow instance carries the mass payment.</summary>
    public const string ProcessTaken = "mass-payment.process-taken";

    /// <summary>A running workflow instance carries the mass payment; decisions are made in its tasks.</summary>
    public const string ProcessGoverns = "mass-payment.process-governs";

    /// <summary>No exchange rate of the foreign accounting currency is known on or before the day.</summary>
    public const string RateUnknown = "mass-payment.rate-unknown";

    /// <summary>The name of a saved filter is empty or too long.</summary>
    public const string FilterNameInvalid = "mass-payment.filter-name-invalid";

    /// <summary>The look ahead of a saved filter is out of range.</summary>
    public const string FilterDaysInvalid = "mass-payment.filter-days-invalid";

    /// <summary>What was prepared was accepted or discarded meanwhile, perhaps in another window.</summary>
    public const string WorksheetGone = "mass-payment.worksheet-gone";
}
