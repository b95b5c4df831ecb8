using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Foundation;

namespace Ledger.Api.Pages.Saved;

/// <summary>The views people saved. Everybody sees and changes only the own ones.</summary>
internal sealed class SavedViews(LedgerDatabase database)
{
    /// <summary>How many a person may save for a page.</summary>
    public const int ViewsMax = 30;

    /// <summary>The person's views of a page, by name.</summary>
    public async Task<IReadOnlyList<SavedView>> ListAsync(Caller caller, string page) => await database.QueryAsync(
        "select id, name, state, saved_at from saved_views where company_id = $1 and user_id = $2 and page = $3 order by name",
        row => new SavedView
        {
            Id = row.GetInt64(0),
            CompanyId = caller.Company,
            UserId = caller.UserId,
            Page = page,
            Name = row.GetString(1),
            State = row.GetString(2),
            SavedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)),
        },
        caller.Company, caller.UserId, page);

    /// <summary>Saves a view; one of the same name is replaced.</summary>
    /// <exception cref="RequestRefusedException"><c>saved-view.name-length</c>, <c>saved-view.too-many</c>.</exception>
    public Task SaveAsync(Caller caller, string page, string name, string state)
    {
        var wanted = name.Trim();
        if (wanted.Length is 0 or > SavedView.NameLengthMax || state.Length > SavedView.StateLengthMax)
        {
            throw new RequestRefusedException(
                422, "saved-view.name-length", $"The name of a view has 1 to {SavedView.NameLengthMax} characters.", SavedView.NameLengthMax)
            { Field = "name" };
        }

        return database.WriteAsync(async tx =>
        {
            await tx.ExecuteAsync(
                "delete from saved_views where company_id = $1 and user_id = $2 and page = $3 and name = $4",
                caller.Company, caller.UserId, page, wanted);
            var count = await tx.QueryFirstAsync(
                "select count(*) from saved_views where company_id = $1 and user_id = $2 and page = $3",
                row => row.GetInt64(0), caller.Company, caller.UserId, page);
            if (count >= ViewsMax)
            {
                throw new RequestRefusedException(422, "saved-view.too-many", $"A page may have {ViewsMax} saved views.", ViewsMax);
            }

            await tx.ExecuteAsync(
                "insert into saved_views (id, company_id, user_id, page, name, state, saved_at) values ($1, $2, $3, $4, $5, $6, $7)",
                database.Ids.Next(), caller.Company, caller.UserId, page, wanted, state, database.Clock.GetUtcNow().ToUnixTimeMilliseconds());
        });
    }

    /// <summary>Forgets a view; one that is gone already is gone.</summary>
    public Task DeleteAsync(Caller caller, long id) => database.WriteAsync(tx => tx.ExecuteAsync(
        "delete from saved_views where id = $1 and user_id = $2 and company_id = $3", id, caller.UserId, caller.Company));
}
