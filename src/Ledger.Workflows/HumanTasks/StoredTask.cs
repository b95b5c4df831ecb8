using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Workflows.HumanTasks;

/// <summary>A task as it is read for a decision: what people see, and what the engine needs besides.</summary>
internal sealed record StoredTask(HumanTaskInfo Info, long BookmarkId, IReadOnlyList<string> NotSameAs, long? CompletedById, DateTimeOffset? ClaimedAt)
{
    public const string Columns =
        """
        t.id, t.company_id, t.instance_id, t.definition_id, t.activity_id, t.title, t.instructions, t.form, t.data, t.outcomes,
        t.candidate_roles, t.candidate_users, t.excluded_users, t.state, t.priority, t.business_key, t.assignee_id, t.assignee_name,
        t.owner_id, t.due_at, t.created_at, t.completed_at, t.completed_by, t.outcome, t.answer,
        t.bookmark_id, t.not_same_as, t.completed_by_id, t.claimed_at, t.owner_name, t.comment
        """;

    /// <summary>How many they are: where the columns of a statement that reads more begin.</summary>
    public const int ColumnCount = 31;

    public static StoredTask Read(DbDataReader row) => new(
        new HumanTaskInfo
        {
            Id = row.GetInt64(0),
            CompanyId = row.GetInt64(1),
            InstanceId = row.GetInt64(2),
            DefinitionId = row.GetString(3),
            ActivityId = row.GetString(4),
            Title = row.GetString(5),
            Instructions = Text(row, 6),
            Form = Text(row, 7),
            Data = ObjectOf(row, 8),
            Outcomes = List<string>(row, 9),
            CandidateRoles = List<string>(row, 10),
            CandidateUsers = List<long>(row, 11),
            ExcludedUsers = List<long>(row, 12),
            State = (HumanTaskState)row.GetInt32(13),
            Priority = row.GetInt32(14),
            BusinessKey = Text(row, 15),
            AssigneeId = Number(row, 16),
            AssigneeName = Text(row, 17),
            OwnerId = Number(row, 18),
            DueAt = Moment(row, 19),
            CreatedAt = Moment(row, 20)!.Value,
            CompletedAt = Moment(row, 21),
            CompletedBy = Text(row, 22),
            Outcome = Text(row, 23),
            Answer = ObjectOf(row, 24),
            ClaimedAt = Moment(row, 28),
            OwnerName = Text(row, 29),
            Comment = Text(row, 30),
        },
        row.GetInt64(25),
        row.IsDBNull(26) ? [] : List<string>(row, 26),
        Number(row, 27),
        Moment(row, 28));

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static long? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    private static DateTimeOffset? Moment(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    private static T[] List<T>(DbDataReader row, int column) => JsonSerializer.Deserialize<T[]>(row.GetString(column))!;

    private static JsonObject? ObjectOf(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : JsonNode.Parse(row.GetString(column)) as JsonObject;
}
