using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ledger.Workflows.Persistence.Migrations;

/// <summary>Who has which definition open, and the count of its changes.</summary>
[DbContext(typeof(WorkflowsDb))]
[Migration("0008_DefinitionEditors")]
public sealed class M0008_DefinitionEditors : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "definition_revisions",
            table => new
            {
                definition_id = table.Column<string>(maxLength: 100),
                revision = table.Column<long>(),
                changed_at = table.Column<long>(),
                changed_by = table.Column<string>(maxLength: 256),
                session = table.Column<string>(maxLength: 100, nullable: true),
                change = table.Column<string>(maxLength: 40),
            },
            constraints: table => table.PrimaryKey("pk_definition_revisions", row => row.definition_id));

        migrationBuilder.CreateTable(
            "definition_editors",
            table => new
            {
                id = table.Column<long>(),
                definition_id = table.Column<string>(maxLength: 100),
                session = table.Column<string>(maxLength: 100),
                user_name = table.Column<string>(maxLength: 256),
                revision = table.Column<long>(),
                opened_at = table.Column<long>(),
                seen_at = table.Column<long>(),
                saved_at = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_definition_editors", row => row.id));
        migrationBuilder.CreateIndex(
            "ix_definition_editors_definition_id_session", "definition_editors", ["definition_id", "session"], unique: true);
        migrationBuilder.CreateIndex("ix_definition_editors_seen_at", "definition_editors", "seen_at");
    }
}
