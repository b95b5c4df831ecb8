namespace Ledger.Domain.Imports;

/// <summary>Somebody changed what a chunk was judged by before it was written; the chunk is judged anew.</summary>
internal sealed class ImportRaceException() : Exception("What the import was judged by has changed since.")
{
    public static void ThrowUnless(bool unchanged)
    {
        if (!unchanged)
        {
            throw new ImportRaceException();
        }
    }
}
