using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ledger.Domain.Migrations;

/// <summary>Which passwords must be changed at the next sign-in.</summary>
[DbContext(typeof(LedgerDb))]
[Migration("0013_OneTimePasswords")]
public sealed class M0013_OneTimePasswords : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<bool>("must_change_password", "users", nullable: false, defaultValue: false);
}
