using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ledger.Workflows.Persistence.Migrations;

/// <summary>The outbox.</summary>
[DbContext(typeof(WorkflowsDb))]
[Migration("0004_Mails")]
public sealed class M0004_Mails : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "mails",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                recipients = table.Column<string>(),
                subject = table.Column<string>(),
                body = table.Column<string>(),
                is_html = table.Column<bool>(),
                instance_id = table.Column<long>(nullable: true),
                deduplication_key = table.Column<string>(maxLength: 200, nullable: true),
                state = table.Column<string>(maxLength: 20),
                attempts = table.Column<int>(),
                error = table.Column<string>(nullable: true),
                created_at = table.Column<long>(),
                sent_at = table.Column<long>(nullable: true),
                next_attempt_at = table.Column<long>(nullable: true),
                claim = table.Column<string>(maxLength: 40, nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_mails", row => row.id));
        migrationBuilder.CreateIndex(
            "ix_mails_company_id_deduplication_key", "mails", ["company_id", "deduplication_key"], unique: true, filter: "deduplication_key is not null");
        migrationBuilder.CreateIndex(
            "ix_mails_company_id_state_id", "mails", ["company_id", "state", "id"]);
        migrationBuilder.CreateIndex(
            "ix_mails_next_attempt_at", "mails", "next_attempt_at", filter: "next_attempt_at is not null");
    }
}
