using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ledger.Domain.Migrations;

/// <summary>Payment orders, allocations and supplier balances.</summary>
[DbContext(typeof(LedgerDb))]
[Migration("0004_SupplierAccounts")]
public sealed class M0004_SupplierAccounts : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        PaymentOrders(migrationBuilder);
        Allocations(migrationBuilder);
        AllocationHistory(migrationBuilder);
        SupplierBalances(migrationBuilder);
    }

    private static void PaymentOrders(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "payment_orders",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                number = table.Column<long>(),
                supplier_id = table.Column<long>(),
                mass_payment_id = table.Column<long>(nullable: true),
                date = table.Column<int>(),
                currency = table.Column<string>(maxLength: 3),
                exchange_rate = table.Column<long>(),
                amount = table.Column<long>(),
                local_amount = table.Column<long>(),
                foreign_amount = table.Column<long>(),
                on_account = table.Column<long>(),
                state = table.Column<string>(maxLength: 40),
                issued_at = table.Column<long>(),
                issued_by = table.Column<string>(maxLength: 256),
                annulled_at = table.Column<long>(nullable: true),
                annulled_by = table.Column<string>(maxLength: 256, nullable: true),
                treasury_movement_id = table.Column<long>(nullable: true),
                journal_entry_id = table.Column<long>(nullable: true),
                reversal_entry_id = table.Column<long>(nullable: true),
                classification_id = table.Column<long>(nullable: true),
                revision = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_payment_orders", row => row.id);
                table.ForeignKey(
                    "fk_payment_orders_suppliers_supplier_id", row => row.supplier_id, "suppliers", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_payment_orders_company_id_date", "payment_orders", ["company_id", "date"]);
        migrationBuilder.CreateIndex("ix_payment_orders_company_id_number", "payment_orders", ["company_id", "number"], unique: true);
        migrationBuilder.CreateIndex(
            "ix_payment_orders_mass_payment_id_supplier_id", "payment_orders", ["mass_payment_id", "supplier_id"], filter: "mass_payment_id is not null");
        migrationBuilder.CreateIndex("ix_payment_orders_supplier_id", "payment_orders", ["supplier_id"]);
    }

    private static void Allocations(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "allocations",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                source_kind = table.Column<string>(maxLength: 40),
                source_id = table.Column<long>(),
                document_id = table.Column<long>(),
                installment_id = table.Column<long>(nullable: true),
                amount = table.Column<long>(),
                currency = table.Column<string>(maxLength: 3),
                allocated_at = table.Column<long>(),
                allocated_by = table.Column<string>(maxLength: 256),
                mass_payment_id = table.Column<long>(nullable: true),
                deallocated_at = table.Column<long>(nullable: true),
                deallocated_by = table.Column<string>(maxLength: 256, nullable: true),
                reason = table.Column<string>(maxLength: 2000, nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_allocations", row => row.id);
                table.ForeignKey(
                    "fk_allocations_purchase_documents_document_id", row => row.document_id, "purchase_documents", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_allocations_document_id", "allocations", ["document_id"]);
        migrationBuilder.CreateIndex("ix_allocations_installment_id", "allocations", ["installment_id"], filter: "deallocated_at is null");
        migrationBuilder.CreateIndex(
            "ix_allocations_mass_payment_id", "allocations", ["mass_payment_id"], filter: "mass_payment_id is not null");
        migrationBuilder.CreateIndex("ix_allocations_source_id", "allocations", ["source_id"], filter: "deallocated_at is null");
    }

    private static void AllocationHistory(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "allocation_history",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                allocation_id = table.Column<long>(),
                document_id = table.Column<long>(),
                installment_id = table.Column<long>(nullable: true),
                action = table.Column<string>(maxLength: 40),
                amount = table.Column<long>(),
                currency = table.Column<string>(maxLength: 3),
                reason = table.Column<string>(maxLength: 2000, nullable: true),
                mass_payment_id = table.Column<long>(nullable: true),
                at = table.Column<long>(),
                by = table.Column<string>(maxLength: 256),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_allocation_history", row => row.id);
            });
        migrationBuilder.CreateIndex("ix_allocation_history_allocation_id", "allocation_history", ["allocation_id"]);
        migrationBuilder.CreateIndex(
            "ix_allocation_history_document_id_installment_id", "allocation_history", ["document_id", "installment_id"]);
    }

    private static void SupplierBalances(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "supplier_balances",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                supplier_id = table.Column<long>(),
                currency = table.Column<string>(maxLength: 3),
                balance = table.Column<long>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_supplier_balances", row => row.id);
                table.ForeignKey(
                    "fk_supplier_balances_suppliers_supplier_id", row => row.supplier_id, "suppliers", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex(
            "ix_supplier_balances_supplier_id_currency", "supplier_balances", ["supplier_id", "currency"], unique: true);
    }
}
