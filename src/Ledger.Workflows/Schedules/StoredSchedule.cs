using System.Data.Common;
using System.Text.Json.Nodes;

namespace Ledger.Workflows.Schedules;

/// <summary>Reads rows of the table schedules.</summary>
internal static class StoredSchedule
{
    public const string Columns =
        "id, company_id, name, definition_id, cron, time_zone, misfire, input, is_paused, next_run_at, last_run_at";

    public static ScheduleInfo Read(DbDataReader row) => new()
    {
        Id = row.GetInt64(0),
        CompanyId = row.GetInt64(1),
        Name = row.GetString(2),
        DefinitionId = row.GetString(3),
        Cron = row.GetString(4),
        TimeZone = row.GetString(5),
        Misfire = Enum.Parse<MisfireRule>(row.GetString(6)),
        Input = row.IsDBNull(7) ? null : JsonNode.Parse(row.GetString(7)) as JsonObject,
        IsPaused = row.GetBoolean(8),
        NextRunAt = Moment(row, 9),
        LastRunAt = Moment(row, 10),
    };

    public static ScheduleRun ReadRun(DbDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), Moment(row, 2)!.Value, Moment(row, 3)!.Value, row.IsDBNull(4) ? null : row.GetInt64(4),
        row.GetString(5), row.IsDBNull(6) ? null : row.GetString(6), row.GetString(7));

    private static DateTimeOffset? Moment(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}
