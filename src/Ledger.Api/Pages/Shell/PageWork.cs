using Ledger.Domain;
using Ledger.Foundation;

namespace Ledger.Api.Pages.Shell;

/// <summary>Runs one domain operation of a page as one unit of work in the books of the person's company; the counterpart of the API's UnitOfWork.</summary>
internal sealed class PageWork(LedgerDatabase database, PagePerson person)
{
    /// <summary>Runs <paramref name="work"/> if the person still has a role that <paramref name="policy"/> names.</summary>
    /// <exception cref="Ledger.Api.Http.RequestRefusedException"><c>auth.required</c>, <c>auth.forbidden</c>, <c>company.not-chosen</c>.</exception>
    public async Task<T> RunAsync<T>(string policy, Func<LedgerSession, Task<T>> work)
    {
        var caller = await person.ConfirmAsync(policy);
        // Not to be cancelled: a browser that goes away must not leave in doubt whether it was done.
        return await database.WriteAsync(caller.Actor, work, CancellationToken.None);
    }

    /// <summary>As the other overload, for work without a result.</summary>
    public Task RunAsync(string policy, Func<LedgerSession, Task> work) => RunAsync(policy, async session =>
    {
        await work(session);
        return true;
    });

    /// <summary>Reads the company's tables.</summary>
    public Task<T> ReadAsync<T>(Func<LedgerDb, Task<T>> read, CancellationToken cancellationToken = default) =>
        database.ReadAsync(person.Caller.Company, read, cancellationToken);
}
