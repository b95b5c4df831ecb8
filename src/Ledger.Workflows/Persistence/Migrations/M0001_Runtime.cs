using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ledger.Workflows.Persistence.Migrations;

/// <summary>Instances, bookmarks, queue, journal, incidents, progress, kept stimuli, triggers, archive, watchdog.</summary>
[DbContext(typeof(WorkflowsDb))]
[Migration("0001_Runtime")]
public sealed class M0001_Runtime : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Instances(migrationBuilder);
        Bookmarks(migrationBuilder);
        Queue(migrationBuilder);
        Records(migrationBuilder);
        Triggers(migrationBuilder);
        Archive(migrationBuilder);
        Findings(migrationBuilder);
    }

    private static void Instances(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "workflow_instances",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                definition_id = table.Column<string>(),
                version_id = table.Column<string>(),
                version = table.Column<int>(),
                sub_status = table.Column<int>(),
                correlation_id = table.Column<string>(nullable: true),
                name = table.Column<string>(nullable: true),
                parent_instance_id = table.Column<long>(nullable: true),
                started_by = table.Column<string>(),
                started_by_user_id = table.Column<long>(nullable: true),
                incident_count = table.Column<int>(),
                revision = table.Column<int>(),
                idempotency_key = table.Column<string>(nullable: true),
                created_at = table.Column<long>(),
                updated_at = table.Column<long>(),
                finished_at = table.Column<long>(nullable: true),
                state = table.Column<byte[]>(),
            },
            constraints: table => table.PrimaryKey("pk_workflow_instances", row => row.id));
        migrationBuilder.CreateIndex("ix_workflow_instances_company_id_id", "workflow_instances", ["company_id", "id"]);
        migrationBuilder.CreateIndex(
            "ix_workflow_instances_definition_id_company_id", "workflow_instances", ["definition_id", "company_id"], filter: "finished_at is null");
        migrationBuilder.CreateIndex(
            "ix_workflow_instances_company_id_correlation_id", "workflow_instances", ["company_id", "correlation_id"], filter: "correlation_id is not null");
        migrationBuilder.CreateIndex(
            "ix_workflow_instances_company_id_idempotency_key", "workflow_instances", ["company_id", "idempotency_key"], unique: true,
            filter: "idempotency_key is not null");
        migrationBuilder.CreateIndex(
            "ix_workflow_instances_parent_instance_id", "workflow_instances", "parent_instance_id", filter: "parent_instance_id is not null");
    }

    private static void Bookmarks(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "bookmarks",
            table => new
            {
                id = table.Column<long>(),
                instance_id = table.Column<long>(),
                company_id = table.Column<long>(),
                hash_key = table.Column<long>(),
                hash = table.Column<string>(maxLength: 64),
                name = table.Column<string>(),
                context_id = table.Column<int>(),
                node_index = table.Column<int>(),
                auto_burn = table.Column<bool>(),
                resume_at = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_bookmarks", row => row.id));
        migrationBuilder.CreateIndex("ix_bookmarks_hash_key", "bookmarks", "hash_key");
        migrationBuilder.CreateIndex("ix_bookmarks_instance_id", "bookmarks", "instance_id");

        migrationBuilder.CreateTable(
            "kept_stimuli",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                hash_key = table.Column<long>(),
                hash = table.Column<string>(maxLength: 64),
                name = table.Column<string>(),
                correlation_id = table.Column<string>(nullable: true),
                instance_id = table.Column<long>(nullable: true),
                data = table.Column<byte[]>(),
                created_at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_kept_stimuli", row => row.id));
        migrationBuilder.CreateIndex("ix_kept_stimuli_hash_key", "kept_stimuli", "hash_key");
        migrationBuilder.CreateIndex("ix_kept_stimuli_created_at", "kept_stimuli", "created_at");
    }

    private static void Queue(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "pending_runs",
            table => new
            {
                id = table.Column<long>(),
                instance_id = table.Column<long>(),
                kind = table.Column<int>(),
                priority = table.Column<int>(),
                due_at = table.Column<long>(),
                attempts = table.Column<int>(),
                bookmark_id = table.Column<long>(nullable: true),
                data = table.Column<byte[]>(nullable: true),
                lease_owner = table.Column<string>(maxLength: 100, nullable: true),
                lease_until = table.Column<long>(nullable: true),
                error = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_pending_runs", row => row.id));
        migrationBuilder.CreateIndex("ix_pending_runs_priority_due_at", "pending_runs", ["priority", "due_at"]);
        migrationBuilder.CreateIndex("ix_pending_runs_instance_id", "pending_runs", "instance_id");
    }

    private static void Records(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "journal_chunks",
            table => new
            {
                id = table.Column<long>(),
                instance_id = table.Column<long>(),
                entries = table.Column<byte[]>(),
            },
            constraints: table => table.PrimaryKey("pk_journal_chunks", row => row.id));
        migrationBuilder.CreateIndex("ix_journal_chunks_instance_id", "journal_chunks", "instance_id");

        migrationBuilder.CreateTable(
            "incidents",
            table => new
            {
                id = table.Column<long>(),
                instance_id = table.Column<long>(),
                company_id = table.Column<long>(),
                activity_id = table.Column<string>(),
                node_id = table.Column<string>(),
                activity_type = table.Column<string>(),
                context_id = table.Column<int>(),
                code = table.Column<string>(nullable: true),
                message = table.Column<string>(),
                exception = table.Column<string>(nullable: true),
                at = table.Column<long>(),
                resolution = table.Column<string>(maxLength: 20, nullable: true),
                resolved_by = table.Column<string>(nullable: true),
                resolved_at = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_incidents", row => row.id));
        migrationBuilder.CreateIndex("ix_incidents_instance_id", "incidents", "instance_id");
        migrationBuilder.CreateIndex("ix_incidents_company_id_id", "incidents", ["company_id", "id"], filter: "resolution is null");

        migrationBuilder.CreateTable(
            "step_progress",
            table => new
            {
                instance_id = table.Column<long>(),
                context_id = table.Column<int>(),
                company_id = table.Column<long>(),
                activity_id = table.Column<string>(),
                done = table.Column<long>(),
                total = table.Column<long>(nullable: true),
                started_at = table.Column<long>(),
                updated_at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_step_progress", row => new { row.instance_id, row.context_id }));
        migrationBuilder.CreateIndex("ix_step_progress_company_id", "step_progress", "company_id");
    }

    private static void Triggers(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "workflow_triggers",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                definition_id = table.Column<string>(),
                version_id = table.Column<string>(),
                activity_id = table.Column<string>(),
                name = table.Column<string>(),
                hash_key = table.Column<long>(),
                hash = table.Column<string>(maxLength: 64),
                payload = table.Column<string>(nullable: true),
                next_due_at = table.Column<long>(nullable: true),
                is_active = table.Column<bool>(),
            },
            constraints: table => table.PrimaryKey("pk_workflow_triggers", row => row.id));
        migrationBuilder.CreateIndex("ix_workflow_triggers_hash_key", "workflow_triggers", "hash_key");
        migrationBuilder.CreateIndex("ix_workflow_triggers_definition_id", "workflow_triggers", "definition_id");
        migrationBuilder.CreateIndex("ix_workflow_triggers_next_due_at", "workflow_triggers", "next_due_at", filter: "next_due_at is not null");
    }

    private static void Archive(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "instance_archive",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                definition_id = table.Column<string>(),
                version_id = table.Column<string>(),
                version = table.Column<int>(),
                sub_status = table.Column<int>(),
                correlation_id = table.Column<string>(nullable: true),
                name = table.Column<string>(nullable: true),
                parent_instance_id = table.Column<long>(nullable: true),
                started_by = table.Column<string>(),
                idempotency_key = table.Column<string>(nullable: true),
                created_at = table.Column<long>(),
                updated_at = table.Column<long>(),
                finished_at = table.Column<long>(),
                document = table.Column<byte[]>(),
            },
            constraints: table => table.PrimaryKey("pk_instance_archive", row => row.id));
        migrationBuilder.CreateIndex("ix_instance_archive_company_id_id", "instance_archive", ["company_id", "id"]);
        migrationBuilder.CreateIndex(
            "ix_instance_archive_company_id_correlation_id", "instance_archive", ["company_id", "correlation_id"], filter: "correlation_id is not null");
        migrationBuilder.CreateIndex(
            "ix_instance_archive_company_id_idempotency_key", "instance_archive", ["company_id", "idempotency_key"], unique: true,
            filter: "idempotency_key is not null");
    }

    private static void Findings(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "watchdog_findings",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                kind = table.Column<string>(maxLength: 60),
                subject_id = table.Column<long>(),
                instance_id = table.Column<long>(nullable: true),
                detail = table.Column<string>(),
                repaired = table.Column<bool>(),
                at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_watchdog_findings", row => row.id));
        migrationBuilder.CreateIndex("ix_watchdog_findings_kind_subject_id", "watchdog_findings", ["kind", "subject_id"], unique: true);
        migrationBuilder.CreateIndex("ix_watchdog_findings_company_id_id", "watchdog_findings", ["company_id", "id"]);
    }
}
