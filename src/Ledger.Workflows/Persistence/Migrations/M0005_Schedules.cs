using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ledger.Workflows.Persistence.Migrations;

/// <summary>Schedules and their runs.</summary>
[DbContext(typeof(WorkflowsDb))]
[Migration("0005_Schedules")]
public sealed class M0005_Schedules : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "schedules",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                name = table.Column<string>(maxLength: 200),
                definition_id = table.Column<string>(maxLength: 100),
                cron = table.Column<string>(maxLength: 200),
                time_zone = table.Column<string>(maxLength: 100),
                misfire = table.Column<string>(maxLength: 40),
                input = table.Column<string>(nullable: true),
                is_paused = table.Column<bool>(),
                next_run_at = table.Column<long>(nullable: true),
                last_run_at = table.Column<long>(nullable: true),
                created_at = table.Column<long>(),
                updated_at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_schedules", row => row.id));
        migrationBuilder.CreateIndex(
            "ix_schedules_company_id_name", "schedules", ["company_id", "name"], unique: true);
        migrationBuilder.CreateIndex(
            "ix_schedules_next_run_at", "schedules", "next_run_at", filter: "next_run_at is not null");

        migrationBuilder.CreateTable(
            "schedule_runs",
            table => new
            {
                id = table.Column<long>(),
                schedule_id = table.Column<long>(),
                company_id = table.Column<long>(),
                tick = table.Column<string>(maxLength: 60),
                due_at = table.Column<long>(),
                started_at = table.Column<long>(),
                instance_id = table.Column<long>(nullable: true),
                result = table.Column<string>(maxLength: 20),
                message = table.Column<string>(nullable: true),
                by_name = table.Column<string>(maxLength: 256),
            },
            constraints: table => table.PrimaryKey("pk_schedule_runs", row => row.id));
        migrationBuilder.CreateIndex(
            "ix_schedule_runs_instance_id", "schedule_runs", "instance_id", filter: "instance_id is not null");
        migrationBuilder.CreateIndex(
            "ix_schedule_runs_schedule_id_id", "schedule_runs", ["schedule_id", "id"]);
        migrationBuilder.CreateIndex(
            "ix_schedule_runs_schedule_id_tick", "schedule_runs", ["schedule_id", "tick"], unique: true);
    }
}
