using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ledger.Api.Hosting.Keys;

/// <summary>The scenarios of definitions and what came of their last run (features.md W10).</summary>
[DbContext(typeof(HostDb))]
[Migration("0004_Scenarios")]
internal sealed class M0004_Scenarios : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "scenario_documents",
            table => new
            {
                id = table.Column<long>(),
                definition_id = table.Column<string>(maxLength: 100),
                text = table.Column<string>(),
                text_hash = table.Column<string>(maxLength: 64),
                origin = table.Column<string>(maxLength: 20),
                changed_by = table.Column<string>(maxLength: 256),
                changed_at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_scenario_documents", row => row.id));
        migrationBuilder.CreateIndex("ix_scenario_documents_definition_id", "scenario_documents", "definition_id", unique: true);
        migrationBuilder.CreateTable(
            "scenario_runs",
            table => new
            {
                id = table.Column<long>(),
                definition_id = table.Column<string>(maxLength: 100),
                version = table.Column<int>(),
                content_hash = table.Column<string>(maxLength: 64),
                text_hash = table.Column<string>(maxLength: 64),
                results = table.Column<string>(),
                ran_by = table.Column<string>(maxLength: 256),
                ran_at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_scenario_runs", row => row.id));
        migrationBuilder.CreateIndex("ix_scenario_runs_definition_id", "scenario_runs", "definition_id", unique: true);
    }
}
