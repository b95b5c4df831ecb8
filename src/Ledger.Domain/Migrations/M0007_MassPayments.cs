using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ledger.Domain.Migrations;

/// <summary>Mass payments, what they hold, their suppliers' funds, saved filters; templates of printed documents.</summary>
[DbContext(typeof(LedgerDb))]
[Migration("0007_MassPayments")]
public sealed class M0007_MassPayments : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        MassPayments(migrationBuilder);
        Items(migrationBuilder);
        Suppliers(migrationBuilder);
        Filters(migrationBuilder);
        Templates(migrationBuilder);
    }

    private static void MassPayments(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "mass_payments",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                number = table.Column<long>(),
                state = table.Column<string>(maxLength: 40),
                entry_date = table.Column<int>(),
                estimated_payment_date = table.Column<int>(),
                currency = table.Column<string>(maxLength: 3),
                exchange_rate = table.Column<long>(),
                remarks = table.Column<string>(maxLength: 2000, nullable: true),
                total_local = table.Column<long>(),
                total_units = table.Column<long>(),
                item_count = table.Column<int>(),
                entered_by_user_id = table.Column<long>(nullable: true),
                entered_by_name = table.Column<string>(maxLength: 256),
                entered_at = table.Column<long>(),
                changed_by_name = table.Column<string>(maxLength: 256),
                changed_at = table.Column<long>(),
                authorized_by_user_id = table.Column<long>(nullable: true),
                authorized_by_name = table.Column<string>(maxLength: 256, nullable: true),
                authorized_on = table.Column<int>(nullable: true),
                paid_by_user_id = table.Column<long>(nullable: true),
                paid_by_name = table.Column<string>(maxLength: 256, nullable: true),
                paid_on = table.Column<int>(nullable: true),
                annulment_begun_at = table.Column<long>(nullable: true),
                instance_id = table.Column<long>(nullable: true),
                revision = table.Column<int>(),
            },
            constraints: table => table.PrimaryKey("pk_mass_payments", row => row.id));
        migrationBuilder.CreateIndex("ix_mass_payments_company_id_number", "mass_payments", ["company_id", "number"], unique: true);
        migrationBuilder.CreateIndex("ix_mass_payments_company_id_state_number", "mass_payments", ["company_id", "state", "number"]);
    }

    private static void Items(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "mass_payment_items",
            table => new
            {
                mass_payment_id = table.Column<long>(),
                installment_id = table.Column<long>(),
                company_id = table.Column<long>(),
                held_installment_id = table.Column<long>(nullable: true),
                document_id = table.Column<long>(),
                supplier_id = table.Column<long>(),
                branch_id = table.Column<long>(),
                due_date = table.Column<int>(),
                currency = table.Column<string>(maxLength: 3),
                amount = table.Column<long>(),
                local_amount = table.Column<long>(),
                units = table.Column<long>(),
                document_revision = table.Column<int>(),
                paid_with_differences = table.Column<bool>(),
                payment_order_id = table.Column<long>(nullable: true),
                added_by_user_id = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_mass_payment_items", row => new { row.mass_payment_id, row.installment_id });
                table.ForeignKey(
                    "fk_mass_payment_items_installments_installment_id", row => row.installment_id, "installments", "id",
                    onDelete: ReferentialAction.Restrict);
                table.ForeignKey(
                    "fk_mass_payment_items_mass_payments_mass_payment_id", row => row.mass_payment_id, "mass_payments", "id",
                    onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_mass_payment_items_installment_id", "mass_payment_items", ["installment_id"]);
        migrationBuilder.CreateIndex("ix_mass_payment_items_held_installment_id", "mass_payment_items", ["held_installment_id"], unique: true);
        migrationBuilder.CreateIndex(
            "ix_mass_payment_items_mass_payment_id_supplier_id_due_date", "mass_payment_items", ["mass_payment_id", "supplier_id", "due_date"]);
        migrationBuilder.CreateIndex("ix_mass_payment_items_document_id", "mass_payment_items", ["document_id"]);
        migrationBuilder.CreateIndex(
            "ix_mass_payment_items_payment_order_id", "mass_payment_items", ["payment_order_id"], filter: "payment_order_id is not null");
    }

    private static void Suppliers(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "mass_payment_suppliers",
            table => new
            {
                mass_payment_id = table.Column<long>(),
                supplier_id = table.Column<long>(),
                company_id = table.Column<long>(),
                debit_account_id = table.Column<long>(nullable: true),
                payment_account_id = table.Column<long>(nullable: true),
                checkbook_id = table.Column<long>(nullable: true),
                check_number = table.Column<long>(nullable: true),
                check_due_date = table.Column<int>(nullable: true),
                classification_id = table.Column<long>(nullable: true),
                payment_order_id = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_mass_payment_suppliers", row => new { row.mass_payment_id, row.supplier_id });
                table.ForeignKey(
                    "fk_mass_payment_suppliers_mass_payments_mass_payment_id", row => row.mass_payment_id, "mass_payments", "id",
                    onDelete: ReferentialAction.Restrict);
                table.ForeignKey(
                    "fk_mass_payment_suppliers_payment_orders_payment_order_id", row => row.payment_order_id, "payment_orders", "id",
                    onDelete: ReferentialAction.Restrict);
                table.ForeignKey(
                    "fk_mass_payment_suppliers_suppliers_supplier_id", row => row.supplier_id, "suppliers", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_mass_payment_suppliers_payment_order_id", "mass_payment_suppliers", ["payment_order_id"], unique: true);
        migrationBuilder.CreateIndex("ix_mass_payment_suppliers_supplier_id", "mass_payment_suppliers", ["supplier_id"]);
    }

    private static void Filters(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "saved_mass_payment_filters",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                name = table.Column<string>(maxLength: 200),
                json = table.Column<string>(),
                due_within_days = table.Column<int>(nullable: true),
                revision = table.Column<int>(),
            },
            constraints: table => table.PrimaryKey("pk_saved_mass_payment_filters", row => row.id));
        migrationBuilder.CreateIndex(
            "ix_saved_mass_payment_filters_company_id_name", "saved_mass_payment_filters", ["company_id", "name"], unique: true);
    }

    private static void Templates(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "document_templates",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                name = table.Column<string>(maxLength: 60),
                content = table.Column<string>(),
                revision = table.Column<int>(),
            },
            constraints: table => table.PrimaryKey("pk_document_templates", row => row.id));
        migrationBuilder.CreateIndex("ix_document_templates_company_id_name", "document_templates", ["company_id", "name"], unique: true);
    }
}
