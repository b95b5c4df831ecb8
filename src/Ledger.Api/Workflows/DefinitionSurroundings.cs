using System.Globalization;
using Ledger.Domain.Users;
using Ledger.Foundation;
using Ledger.Workflows.Designer;
using Ledger.Workflows.Validation;

namespace Ledger.Api.Workflows;

/// <summary>Tells the checks of definitions about the people of this installation. A definition belongs to all companies, so a holder in any counts.</summary>
internal sealed class DefinitionSurroundings(LedgerDatabase database, IEnumerable<TaskForm> forms) : IDefinitionSurroundings
{
    private readonly IReadOnlyCollection<string> _forms = [.. forms.Select(f => f.Key)];

    /// <inheritdoc/>
    public async Task<SurroundingFacts> ReadAsync(IReadOnlyCollection<string> users, CancellationToken cancellationToken = default)
    {
        var holders = await database.QueryAsync(
            "select distinct r.role, r.user_id from user_roles r join users u on u.id = r.user_id where u.is_active",
            row => (Role: row.GetString(0), User: row.GetInt64(1)));
        var facts = new SurroundingFacts { Roles = Enum.GetNames<Role>(), Forms = _forms };
        if (holders.Count == 0)
        {
            return facts; // Nobody is set up yet: nothing can be said about people.
        }

        return facts with
        {
            Holders = holders.GroupBy(h => h.Role, h => h.User).ToDictionary(
                g => g.Key, IReadOnlyCollection<long> (g) => [.. g], StringComparer.Ordinal),
            Users = await FindAsync(users),
        };
    }

    private async Task<Dictionary<string, long>> FindAsync(IEnumerable<string> users)
    {
        var found = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var user in users)
        {
            var keys = await database.QueryAsync(
                "select id from users where is_active and (normalized_user_name = $1 or id = $2)",
                row => row.GetInt64(0), user.ToUpperInvariant(), long.TryParse(user, CultureInfo.InvariantCulture, out var id) ? id : 0L);
            if (keys.Count > 0)
            {
                found[user] = keys[0];
            }
        }

        return found;
    }
}
