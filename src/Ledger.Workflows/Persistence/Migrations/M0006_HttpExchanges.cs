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
    }
}
