using Ledger.Api.Hosting.Keys;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ledger.Api.Processes;

/// <summary>Processes that people marked to find them first.</summary>
[DbContext(typeof(HostDb))]
[Migration("0005_FavouriteProcesses")]
internal sealed class M0005_FavouriteProcesses : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "favourite_processes",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                user_id = table.Column<long>(),
                definition_id = table.Column<string>(maxLength: 100),
                marked_at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_favourite_processes", row => row.id));
        migrationBuilder.CreateIndex(
            "ix_favourite_processes_company_id_user_id_definition_id", "favourite_processes", ["company_id", "user_id", "definition_id"], unique: true);
    }
}
