using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ledger.Api.Hosting.Keys;

/// <summary>Views of pages that people saved.</summary>
[DbContext(typeof(HostDb))]
[Migration("0002_SavedViews")]
internal sealed class M0002_SavedViews : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "saved_views",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                user_id = table.Column<long>(),
                page = table.Column<string>(maxLength: 40),
                name = table.Column<string>(maxLength: 60),
                state = table.Column<string>(maxLength: 2000),
                saved_at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_saved_views", row => row.id));
        migrationBuilder.CreateIndex(
            "ix_saved_views_company_id_user_id_page_name", "saved_views", ["company_id", "user_id", "page", "name"], unique: true);
    }
}
