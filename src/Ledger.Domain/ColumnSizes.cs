namespace Ledger.Domain;

/// <summary>The longest texts that columns of one meaning take; the services refuse longer ones before they write.</summary>
internal static class ColumnSizes
{
    public const int Currency = 3;
    public const int Code = 20;
    public const int Name = 200;
    public const int Narrative = 200;
    public const int UserName = 256;
    public const int Remarks = 2000;
    public const int Rut = 12;
    public const int BankAccount = 34;
}
