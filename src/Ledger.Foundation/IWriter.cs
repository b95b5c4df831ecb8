namespace Ledger.Foundation;

/// <summary>Runs units of work and commits them.</summary>
internal interface IWriter : IAsyncDisposable
{
    Task<T> WriteAsync<T>(Func<LedgerTransaction, Task<T>> work, CancellationToken cancellationToken);
}
