using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ledger.Domain.Migrations;

/// <summary>Treasury accounts, checks, movements and exchange rates.</summary>
[DbContext(typeof(LedgerDb))]
[Migration("0005_Treasury")]
public sealed class M0005_Treasury : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        TreasuryAccounts(migrationBuilder);
        Checkbooks(migrationBuilder);
        Checks(migrationBuilder);
        TreasuryMovements(migrationBuilder);
        TreasuryMovementLines(migrationBuilder);
        ExchangeRates(migrationBuilder);
    }

    private static void TreasuryAccounts(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "treasury_accounts",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                code = table.Column<string>(maxLength: 20),
                name = table.Column<string>(maxLength: 200),
                kind = table.Column<string>(maxLength: 40),
                currency = table.Column<string>(maxLength: 3),
                uses_deferred_checks = table.Column<bool>(),
                account_id = table.Column<long>(),
                bank_code = table.Column<string>(maxLength: 20, nullable: true),
                number = table.Column<string>(maxLength: 34, nullable: true),
                revision = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_treasury_accounts", row => row.id);
                table.ForeignKey(
                    "fk_treasury_accounts_accounts_account_id", row => row.account_id, "accounts", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_treasury_accounts_account_id", "treasury_accounts", ["account_id"]);
        migrationBuilder.CreateIndex("ix_treasury_accounts_company_id_code", "treasury_accounts", ["company_id", "code"], unique: true);
    }

    private static void Checkbooks(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "checkbooks",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                treasury_account_id = table.Column<long>(),
                name = table.Column<string>(maxLength: 200),
                first_number = table.Column<long>(),
                last_number = table.Column<long>(),
                next_number = table.Column<long>(),
                is_available = table.Column<bool>(),
                is_deferred = table.Column<bool>(),
                revision = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_checkbooks", row => row.id);
                table.ForeignKey(
                    "fk_checkbooks_treasury_accounts_treasury_account_id", row => row.treasury_account_id, "treasury_accounts", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_checkbooks_treasury_account_id", "checkbooks", ["treasury_account_id"]);
    }

    private static void Checks(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "checks",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                checkbook_id = table.Column<long>(),
                number = table.Column<long>(),
                state = table.Column<string>(maxLength: 40),
                amount = table.Column<long>(),
                currency = table.Column<string>(maxLength: 3),
                issue_date = table.Column<int>(),
                due_date = table.Column<int>(),
                payment_order_id = table.Column<long>(),
                supplier_id = table.Column<long>(),
                mass_payment_id = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_checks", row => row.id);
                table.ForeignKey(
                    "fk_checks_checkbooks_checkbook_id", row => row.checkbook_id, "checkbooks", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_checks_checkbook_id_number", "checks", ["checkbook_id", "number"], unique: true);
        migrationBuilder.CreateIndex("ix_checks_mass_payment_id", "checks", ["mass_payment_id"], filter: "mass_payment_id is not null");
        migrationBuilder.CreateIndex("ix_checks_payment_order_id", "checks", ["payment_order_id"]);
    }

    private static void TreasuryMovements(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "treasury_movements",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                number = table.Column<long>(),
                date = table.Column<int>(),
                @class = table.Column<int>(),
                payment_order_id = table.Column<long>(nullable: true),
                state = table.Column<string>(maxLength: 40),
                reverses_movement_id = table.Column<long>(nullable: true),
                narrative = table.Column<string>(maxLength: 200),
                recorded_at = table.Column<long>(),
                recorded_by = table.Column<string>(maxLength: 256),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_treasury_movements", row => row.id);
            });
        migrationBuilder.CreateIndex("ix_treasury_movements_company_id_date", "treasury_movements", ["company_id", "date"]);
        migrationBuilder.CreateIndex(
            "ix_treasury_movements_company_id_number", "treasury_movements", ["company_id", "number"], unique: true);
        migrationBuilder.CreateIndex(
            "ix_treasury_movements_payment_order_id", "treasury_movements", ["payment_order_id"], filter: "payment_order_id is not null");
        migrationBuilder.CreateIndex(
            "ix_treasury_movements_reverses_movement_id", "treasury_movements", ["reverses_movement_id"], unique: true, filter: "reverses_movement_id is not null");
    }

    private static void TreasuryMovementLines(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "treasury_movement_lines",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                movement_id = table.Column<long>(),
                line_number = table.Column<int>(),
                treasury_account_id = table.Column<long>(),
                side = table.Column<string>(maxLength: 40),
                amount = table.Column<long>(),
                currency = table.Column<string>(maxLength: 3),
                local_amount = table.Column<long>(),
                check_id = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_treasury_movement_lines", row => row.id);
                table.ForeignKey(
                    "fk_treasury_movement_lines_treasury_accounts", row => row.treasury_account_id, "treasury_accounts", "id", onDelete: ReferentialAction.Restrict);
                table.ForeignKey(
                    "fk_treasury_movement_lines_treasury_movements_movement_id", row => row.movement_id, "treasury_movements", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex(
            "ix_treasury_movement_lines_movement_id_line_number", "treasury_movement_lines", ["movement_id", "line_number"], unique: true);
        migrationBuilder.CreateIndex("ix_treasury_movement_lines_treasury_account_id", "treasury_movement_lines", ["treasury_account_id"]);
    }

    private static void ExchangeRates(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "exchange_rates",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                currency = table.Column<string>(maxLength: 3),
                date = table.Column<int>(),
                rate = table.Column<long>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_exchange_rates", row => row.id);
            });
        migrationBuilder.CreateIndex(
            "ix_exchange_rates_company_id_currency_date", "exchange_rates", ["company_id", "currency", "date"], unique: true);
    }
}
