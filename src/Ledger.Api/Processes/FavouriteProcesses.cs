using Ledger.Api.Identity;
using Ledger.Foundation;

namespace Ledger.Api.Processes;

/// <summary>The processes people marked to find them first. Everybody sees and changes only the own ones.</summary>
internal sealed class FavouriteProcesses(LedgerDatabase database)
{
    /// <summary>The definitions the person marked in the company.</summary>
    public async Task<IReadOnlySet<string>> ListAsync(Caller caller) => (await database.QueryAsync(
        "select definition_id from favourite_processes where company_id = $1 and user_id = $2", row => row.GetString(0), caller.Company, caller.UserId)).ToHashSet();

    /// <summary>Marks a process or takes the mark away; said twice, it is as said once.</summary>
    public Task SetAsync(Caller caller, string definitionId, bool isFavourite) => database.WriteAsync(tx => isFavourite
        ? tx.ExecuteAsync(
            """
            insert into favourite_processes (id, company_id, user_id, definition_id, marked_at) values ($1, $2, $3, $4, $5)
            on conflict do nothing
            """,
            database.Ids.Next(), caller.Company, caller.UserId, definitionId, database.Clock.GetUtcNow().ToUnixTimeMilliseconds())
        : tx.ExecuteAsync(
            "delete from favourite_processes where company_id = $1 and user_id = $2 and definition_id = $3", caller.Company, caller.UserId, definitionId));
}
