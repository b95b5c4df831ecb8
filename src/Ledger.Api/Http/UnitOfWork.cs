using Ledger.Api.Identity;
using Ledger.Domain;
using Ledger.Foundation;

namespace Ledger.Api.Http;

/// <summary>Runs one domain operation of a request as one unit of work, with its answer and its idempotency key in the same transaction.</summary>
internal sealed class UnitOfWork(LedgerDatabase database, IHttpContextAccessor http)
{
    /// <summary>Runs <paramref name="work"/> in the books of the caller's company.</summary>
    public async Task<Answer<T>> RunAsync<T>(Func<LedgerSession, Task<T>> work, int status = StatusCodes.Status200OK)
    {
        var context = http.HttpContext ?? throw new InvalidOperationException("There is no request.");
        var caller = Caller.Of(context);
        var call = context.Features.Get<IdempotentCall>();
        return await database.WriteAsync(
            caller.Actor,
            async session =>
            {
                var answer = new Answer<T>(await work(session), status);
                if (call is not null)
                {
                    await call.StoreAsync(session.Transaction, answer.Status, answer.Body);
                }

                return answer;
            },
            CancellationToken.None); // a caller that goes away must not leave in doubt whether it was done
    }

    /// <summary>As the other overload, for work without a result.</summary>
    public Task<Answer<Done>> RunAsync(Func<LedgerSession, Task> work) => RunAsync(async session =>
    {
        await work(session);
        return Done.Value;
    });
}
