using Ledger.Api.Hosting.Keys;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ledger.Api.DataViews.Settings;

/// <summary>What people keep of views.</summary>
[DbContext(typeof(HostDb))]
[Migration("0003_ViewSettings")]
internal sealed class M0003_ViewSettings : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "view_layouts",
            table => new
            {
                id = table.Column<long>(),
                user_id = table.Column<long>(),
                view_key = table.Column<string>(maxLength: 60),
                json = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("pk_view_layouts", row => row.id));
        migrationBuilder.CreateIndex("ix_view_layouts_user_id_view_key", "view_layouts", ["user_id", "view_key"], unique: true);
        migrationBuilder.CreateTable(
            "view_filters",
            table => new
            {
                id = table.Column<long>(),
                user_id = table.Column<long>(),
                view_key = table.Column<string>(maxLength: 60),
                name = table.Column<string>(maxLength: 100),
                json = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("pk_view_filters", row => row.id));
        migrationBuilder.CreateIndex("ix_view_filters_user_id_view_key_name", "view_filters", ["user_id", "view_key", "name"], unique: true);
    }
}
