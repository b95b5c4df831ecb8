using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ledger.Workflows.Persistence.Migrations;

/// <summary>Definitions with all their versions.</summary>
[DbContext(typeof(WorkflowsDb))]
[Migration("0002_Definitions")]
public sealed class M0002_Definitions : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "definition_versions",
            table => new
            {
                id = table.Column<long>(),
                version_id = table.Column<string>(maxLength: 100),
                definition_id = table.Column<string>(maxLength: 100),
                name = table.Column<string>(maxLength: 200),
                description = table.Column<string>(nullable: true),
                version = table.Column<int>(),
                is_latest = table.Column<bool>(),
                is_published = table.Column<bool>(),
                usable_as_activity = table.Column<bool>(),
                json = table.Column<string>(),
                content_hash = table.Column<string>(maxLength: 64),
                origin = table.Column<string>(maxLength: 300),
                problems_json = table.Column<string>(nullable: true),
                used_versions_json = table.Column<string>(nullable: true),
                created_by = table.Column<string>(maxLength: 256),
                created_at = table.Column<long>(),
                updated_at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_definition_versions", row => row.id));
        migrationBuilder.CreateIndex(
            "ix_definition_versions_definition_id_version", "definition_versions", ["definition_id", "version"], unique: true);
        migrationBuilder.CreateIndex(
            "ix_definition_versions_version_id", "definition_versions", "version_id", unique: true);
    }
}
