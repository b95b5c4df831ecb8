using System.Text.Json.Nodes;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Foundation;
using Ledger.Foundation.Auditing;
using Ledger.Foundation.Paging;

namespace Ledger.Api.Audit;

/// <summary>The audit trail (features.md W14).</summary>
internal static class AuditEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/audit").WithTags("audit");
        group.MapGet("/", ListAsync).RequireAuthorization(Policies.Audits).WithSummary("Changes, latest first, by subject, action, person or instance.");
        group.MapGet("/verify", VerifyAsync).RequireAuthorization(Policies.Audits).WithSummary("Walks the company's chain and says where it is broken.");
    }

    private static async Task<Answer<Page<AuditLine>>> ListAsync(
        [AsParameters] PageQuery page, [AsParameters] AuditFilter filter, Caller caller, LedgerDatabase database)
    {
        const string where =
            """
            company_id = $1
                and ($2 = '' or subject_type = $2) and ($3 = '' or subject_id = $3) and ($4 = '' or action = $4)
                and ($5 = '' or user_name = $5) and ($6 = 0 or instance_id = $6)
            """;
        var request = page.Checked();
        object?[] args =
        [
            caller.Company, filter.SubjectType ?? "", filter.SubjectId ?? "", filter.Action ?? "", filter.UserName ?? "", filter.InstanceId ?? 0L,
        ];
        var count = await database.QueryAsync("select count(*) from audit_entries where " + where, row => row.GetInt64(0), args);
        var items = await database.QueryAsync(
            "select sequence, at, user_id, user_name, instance_id, action, subject_type, subject_id, detail, hash from audit_entries where "
            + where + " order by sequence desc limit $7 offset $8",
            row => new AuditLine(
                row.GetInt64(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)), row.IsDBNull(2) ? null : row.GetInt64(2),
                row.GetString(3), row.IsDBNull(4) ? null : row.GetInt64(4), row.GetString(5), row.GetString(6), row.GetString(7),
                JsonNode.Parse(row.GetString(8)), row.GetString(9)),
            [.. args, request.Take, request.Skip]);
        return new(new Page<AuditLine>(items, (int)count[0]));
    }

    private static async Task<Answer<AuditVerification>> VerifyAsync(Caller caller, LedgerDatabase database, CancellationToken cancellationToken) =>
        new(await AuditVerifier.VerifyAsync(database, caller.Company, null, cancellationToken));
}

/// <summary>The filters of the audit trail.</summary>
internal readonly record struct AuditFilter(string? SubjectType, string? SubjectId, string? Action, string? UserName, long? InstanceId);

/// <summary>A change.</summary>
internal sealed record AuditLine(
    long Sequence, DateTimeOffset At, long? UserId, string UserName, long? InstanceId, string Action, string SubjectType,
    string SubjectId, JsonNode? Detail, string Hash);
