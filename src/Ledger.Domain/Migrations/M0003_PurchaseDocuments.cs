using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ledger.Domain.Migrations;

/// <summary>Suppliers and their documents.</summary>
[DbContext(typeof(LedgerDb))]
[Migration("0003_PurchaseDocuments")]
public sealed class M0003_PurchaseDocuments : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Suppliers(migrationBuilder);
        PurchaseDocuments(migrationBuilder);
        Installments(migrationBuilder);
        Classifications(migrationBuilder);
        DocumentOtherTaxes(migrationBuilder);
    }

    private static void Suppliers(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "suppliers",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                code = table.Column<string>(maxLength: 20),
                rut = table.Column<string>(maxLength: 12),
                name = table.Column<string>(maxLength: 200),
                email = table.Column<string>(maxLength: 256, nullable: true),
                enabled_for_mass_payments = table.Column<bool>(),
                usual_payment_account_id = table.Column<long>(nullable: true),
                usually_pays_by_check = table.Column<bool>(),
                debit_account_id = table.Column<long>(nullable: true),
                account_id = table.Column<long>(nullable: true),
                foreign_currency_clause = table.Column<bool>(),
                currency = table.Column<string>(maxLength: 3, nullable: true),
                payment_term_days = table.Column<int>(nullable: true),
                bank_code = table.Column<string>(maxLength: 20, nullable: true),
                bank_account_number = table.Column<string>(maxLength: 34, nullable: true),
                bank_account_kind = table.Column<string>(maxLength: 40, nullable: true),
                bank_account_holder_rut = table.Column<string>(maxLength: 12, nullable: true),
                is_occasional = table.Column<bool>(),
                created_at = table.Column<long>(),
                revision = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_suppliers", row => row.id);
            });
        migrationBuilder.CreateIndex("ix_suppliers_company_id_code", "suppliers", ["company_id", "code"], unique: true);
        migrationBuilder.CreateIndex("ix_suppliers_company_id_name", "suppliers", ["company_id", "name"]);
        migrationBuilder.CreateIndex("ix_suppliers_company_id_rut", "suppliers", ["company_id", "rut"], unique: true);
    }

    private static void PurchaseDocuments(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "purchase_documents",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                branch_id = table.Column<long>(),
                supplier_id = table.Column<long>(),
                kind = table.Column<string>(maxLength: 40),
                sii_type = table.Column<int>(),
                letter = table.Column<string>(maxLength: 1, nullable: true),
                number = table.Column<long>(),
                issue_date = table.Column<int>(),
                received_at = table.Column<long>(nullable: true),
                accounting_date = table.Column<int>(),
                currency = table.Column<string>(maxLength: 3),
                exchange_rate = table.Column<long>(),
                exempt = table.Column<long>(),
                net = table.Column<long>(),
                vat_recoverable = table.Column<long>(),
                vat_non_recoverable = table.Column<long>(),
                vat_non_recoverable_code = table.Column<int>(nullable: true),
                vat_common_use = table.Column<long>(),
                other_taxes = table.Column<long>(),
                fixed_asset_net = table.Column<long>(),
                fixed_asset_vat = table.Column<long>(),
                total = table.Column<long>(),
                purchase_kind = table.Column<string>(maxLength: 40),
                state = table.Column<string>(maxLength: 40),
                open_amount = table.Column<long>(),
                has_differences = table.Column<bool>(),
                difference_amount = table.Column<long>(),
                payment_authorization = table.Column<string>(maxLength: 40),
                authorized_by = table.Column<string>(maxLength: 256, nullable: true),
                authorized_at = table.Column<long>(nullable: true),
                classification_id = table.Column<long>(nullable: true),
                register_tab = table.Column<string>(maxLength: 40, nullable: true),
                import_id = table.Column<long>(nullable: true),
                mass_payment_id = table.Column<long>(nullable: true),
                created_at = table.Column<long>(),
                revision = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_purchase_documents", row => row.id);
                table.ForeignKey(
                    "fk_purchase_documents_suppliers_supplier_id", row => row.supplier_id, "suppliers", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_purchase_documents_company_id_issue_date", "purchase_documents", ["company_id", "issue_date"]);
        migrationBuilder.CreateIndex(
            "ix_purchase_documents_company_id_state_supplier_id", "purchase_documents", ["company_id", "state", "supplier_id"]);
        migrationBuilder.CreateIndex(
            "ix_purchase_documents_import_id", "purchase_documents", ["import_id"], filter: "import_id is not null");
        migrationBuilder.CreateIndex(
            "ix_purchase_documents_mass_payment_id", "purchase_documents", ["mass_payment_id"], filter: "mass_payment_id is not null");
        migrationBuilder.CreateIndex(
            "ix_purchase_documents_supplier_id_sii_type_number", "purchase_documents", ["supplier_id", "sii_type", "number"], unique: true);
    }

    private static void Installments(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "installments",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                document_id = table.Column<long>(),
                number = table.Column<int>(),
                due_date = table.Column<int>(),
                amount = table.Column<long>(),
                pending = table.Column<long>(),
                state = table.Column<string>(maxLength: 40),
                mass_payment_id = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_installments", row => row.id);
                table.ForeignKey(
                    "fk_installments_purchase_documents_document_id", row => row.document_id, "purchase_documents", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_installments_company_id_state_due_date", "installments", ["company_id", "state", "due_date"]);
        migrationBuilder.CreateIndex("ix_installments_document_id_number", "installments", ["document_id", "number"], unique: true);
        migrationBuilder.CreateIndex(
            "ix_installments_mass_payment_id", "installments", ["mass_payment_id"], filter: "mass_payment_id is not null");
    }

    private static void Classifications(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "classifications",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                code = table.Column<string>(maxLength: 20),
                name = table.Column<string>(maxLength: 200),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_classifications", row => row.id);
            });
        migrationBuilder.CreateIndex("ix_classifications_company_id_code", "classifications", ["company_id", "code"], unique: true);
    }

    private static void DocumentOtherTaxes(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "document_other_taxes",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                document_id = table.Column<long>(),
                code = table.Column<int>(),
                rate = table.Column<long>(),
                amount = table.Column<long>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_document_other_taxes", row => row.id);
                table.ForeignKey(
                    "fk_document_other_taxes_purchase_documents_document_id", row => row.document_id, "purchase_documents", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_document_other_taxes_document_id", "document_other_taxes", ["document_id"]);
    }
}
