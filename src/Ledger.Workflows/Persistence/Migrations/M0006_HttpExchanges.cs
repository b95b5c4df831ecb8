using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ledger.Workflows.Persistence.Migrations;

/// <summary>Callers that wait for an answer of a workflow.</summary>
[DbContext(typeof(WorkflowsDb))]
[Migration("0006_HttpExchanges")]
public sealed class M0006_HttpExchanges : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "http_exchanges",
            table => new
            {
                id = table.Column<long>(),
                instance_id = table.Column<long>(),
                status = table.Column<int>(nullable: true),
                content_type = table.Column<string>(maxLength: 200, nullable: true),
                headers = table.Column<string>(nullable: true),
                body = table.Column<string>(nullable: true),
                created_at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_http_exchanges", row => row.id));
        migrationBuilder.CreateIndex(
            "ix_http_exchanges_created_at", "http_exchanges", "created_at");
        migrationBuilder.CreateIndex(
            "ix_http_exchanges_instance_id", "http_exchanges", "instance_id");

        migrationBuilder.CreateTable(
            "http_waits",
            table => new
            {
                bookmark_id = table.Column<long>(),
                instance_id = table.Column<long>(),
                execution_id = table.Column<string>(maxLength: 40),
                company_id = table.Column<long>(),
                method = table.Column<string>(maxLength: 20),
                is_template = table.Column<int>(),
                path = table.Column<string>(),
                payload = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("pk_http_waits", row => row.bookmark_id));
        migrationBuilder.CreateIndex(
            "ix_http_waits_company_id_method_is_template_path", "http_waits", ["company_id", "method", "is_template", "path"]);
        migrationBuilder.CreateIndex(
            "ix_http_waits_instance_id", "http_waits", "instance_id");
    }
}
