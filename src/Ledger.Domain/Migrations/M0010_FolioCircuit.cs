using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ledger.Domain.Migrations;

/// <summary>What branches and head office ask of and send to each other about folios, and the messages that carry it.</summary>
[DbContext(typeof(LedgerDb))]
[Migration("0010_FolioCircuit")]
public sealed class M0010_FolioCircuit : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Requests(migrationBuilder);
        CentralRequests(migrationBuilder);
        Quantities(migrationBuilder);
        Assignments(migrationBuilder);
        AssignmentParts(migrationBuilder);
        Receipts(migrationBuilder);
        Channels(migrationBuilder);
        Messages(migrationBuilder);
        Receptions(migrationBuilder);
    }

    private static void Requests(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "folio_requests",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                branch_id = table.Column<long>(),
                document_type = table.Column<int>(),
                workstation = table.Column<string>(maxLength: 20),
                book_id = table.Column<long>(nullable: true),
                request_key = table.Column<string>(maxLength: 64),
                reason = table.Column<string>(maxLength: 40),
                state = table.Column<string>(maxLength: 40),
                requested_at = table.Column<long>(),
                requested_on = table.Column<int>(),
                requested_by = table.Column<string>(maxLength: 256),
                met_at = table.Column<long>(nullable: true),
                mailed_on = table.Column<int>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_folio_requests", row => row.id);
            });
        migrationBuilder.CreateIndex(
            "ix_folio_requests_one_unmet", "folio_requests", ["company_id", "branch_id", "document_type", "workstation"], unique: true, filter: "state = 'Unmet'");
        migrationBuilder.CreateIndex(
            "ix_folio_requests_company_id_request_key", "folio_requests", ["company_id", "request_key"], unique: true);
    }

    private static void CentralRequests(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "folio_central_requests",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                branch_id = table.Column<long>(),
                document_type = table.Column<int>(),
                workstation = table.Column<string>(maxLength: 20),
                request_key = table.Column<string>(maxLength: 64),
                reason = table.Column<string>(maxLength: 40),
                state = table.Column<string>(maxLength: 40),
                received_at = table.Column<long>(),
                tried_at = table.Column<long>(nullable: true),
                obstacle = table.Column<string>(maxLength: 100, nullable: true),
                assigned_at = table.Column<long>(nullable: true),
                mailed_on = table.Column<int>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_folio_central_requests", row => row.id);
            });
        migrationBuilder.CreateIndex(
            "ix_folio_central_requests_company_id_request_key", "folio_central_requests", ["company_id", "request_key"], unique: true);
        migrationBuilder.CreateIndex(
            "ix_folio_central_requests_company_id_state_received_at", "folio_central_requests", ["company_id", "state", "received_at"]);
    }

    private static void Quantities(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "folio_quantities",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                branch_id = table.Column<long>(),
                document_type = table.Column<int>(),
                quantity = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_folio_quantities", row => row.id);
            });
        migrationBuilder.CreateIndex(
            "ix_folio_quantities_company_id_branch_id_document_type", "folio_quantities", ["company_id", "branch_id", "document_type"], unique: true);
    }

    private static void Assignments(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "folio_assignments",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                number = table.Column<long>(),
                central_request_id = table.Column<long>(),
                branch_id = table.Column<long>(),
                document_type = table.Column<int>(),
                asked = table.Column<int>(),
                quantity = table.Column<int>(),
                assigned_at = table.Column<long>(),
                assigned_by = table.Column<string>(maxLength: 256),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_folio_assignments", row => row.id);
                table.ForeignKey(
                    "fk_folio_assignments_folio_central_requests_central_request_id", row => row.central_request_id, "folio_central_requests", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex(
            "ix_folio_assignments_central_request_id", "folio_assignments", ["central_request_id"], unique: true);
        migrationBuilder.CreateIndex(
            "ix_folio_assignments_company_id_number", "folio_assignments", ["company_id", "number"], unique: true);
    }

    private static void AssignmentParts(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "folio_assignment_parts",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                assignment_id = table.Column<long>(),
                authorization_id = table.Column<long>(),
                first_number = table.Column<long>(),
                last_number = table.Column<long>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_folio_assignment_parts", row => row.id);
                table.ForeignKey(
                    "fk_folio_assignment_parts_folio_assignments_assignment_id", row => row.assignment_id, "folio_assignments", "id", onDelete: ReferentialAction.Restrict);
                table.ForeignKey(
                    "fk_folio_assignment_parts_folio_authorizations_authorization_id", row => row.authorization_id, "folio_authorizations", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex(
            "ix_folio_assignment_parts_numbers", "folio_assignment_parts", ["assignment_id", "authorization_id", "first_number"], unique: true);
        migrationBuilder.CreateIndex(
            "ix_folio_assignment_parts_authorization_id", "folio_assignment_parts", ["authorization_id"]);
    }

    private static void Receipts(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "folio_receipts",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                branch_id = table.Column<long>(),
                request_key = table.Column<string>(maxLength: 64),
                authorization_id = table.Column<long>(),
                first_number = table.Column<long>(),
                last_number = table.Column<long>(),
                received_at = table.Column<long>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_folio_receipts", row => row.id);
                table.ForeignKey(
                    "fk_folio_receipts_folio_authorizations_authorization_id", row => row.authorization_id, "folio_authorizations", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex(
            "ix_folio_receipts_authorization_id", "folio_receipts", ["authorization_id"]);
        migrationBuilder.CreateIndex(
            "ix_folio_receipts_company_id_request_key", "folio_receipts", ["company_id", "request_key"]);
    }

    private static void Channels(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "folio_channels",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                from_end = table.Column<int>(),
                to_end = table.Column<int>(),
                last_sent = table.Column<long>(),
                last_received = table.Column<long>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_folio_channels", row => row.id);
            });
        migrationBuilder.CreateIndex(
            "ix_folio_channels_company_id_from_end_to_end", "folio_channels", ["company_id", "from_end", "to_end"], unique: true);
    }

    private static void Messages(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "folio_messages",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                from_end = table.Column<int>(),
                to_end = table.Column<int>(),
                sequence = table.Column<long>(),
                kind = table.Column<string>(maxLength: 40),
                payload = table.Column<string>(),
                created_at = table.Column<long>(),
                delivered_at = table.Column<long>(nullable: true),
                attempts = table.Column<int>(),
                next_attempt_at = table.Column<long>(),
                last_error = table.Column<string>(maxLength: 2000, nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_folio_messages", row => row.id);
            });
        migrationBuilder.CreateIndex(
            "ix_folio_messages_company_id_from_end_to_end_sequence", "folio_messages", ["company_id", "from_end", "to_end", "sequence"], unique: true);
        migrationBuilder.CreateIndex(
            "ix_folio_messages_company_id_next_attempt_at", "folio_messages", ["company_id", "next_attempt_at"], filter: "delivered_at is null");
    }

    private static void Receptions(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "folio_receptions",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                from_end = table.Column<int>(),
                to_end = table.Column<int>(),
                sequence = table.Column<long>(),
                kind = table.Column<string>(maxLength: 40),
                content_hash = table.Column<string>(maxLength: 64),
                received_at = table.Column<long>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_folio_receptions", row => row.id);
            });
        migrationBuilder.CreateIndex(
            "ix_folio_receptions_company_id_from_end_to_end_sequence", "folio_receptions", ["company_id", "from_end", "to_end", "sequence"], unique: true);
    }
}
