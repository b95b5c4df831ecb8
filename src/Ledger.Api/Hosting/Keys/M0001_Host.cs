using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ledger.Api.Hosting.Keys;

/// <summary>The key ring.</summary>
[DbContext(typeof(HostDb))]
[Migration("0001_Host")]
internal sealed class M0001_Host : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable(
            "data_protection_keys",
            table => new
            {
                id = table.Column<long>(),
                name = table.Column<string>(maxLength: 200),
                xml = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("pk_data_protection_keys", row => row.id));
}
