using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ledger.Workflows.Persistence.Migrations;

/// <summary>Tasks of people: who may take them, history, files, reminders.</summary>
[DbContext(typeof(WorkflowsDb))]
[Migration("0003_HumanTasks")]
public sealed class M0003_HumanTasks : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "human_tasks",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                instance_id = table.Column<long>(),
                bookmark_id = table.Column<long>(),
                execution_id = table.Column<string>(maxLength: 40),
                definition_id = table.Column<string>(),
                activity_id = table.Column<string>(),
                title = table.Column<string>(),
                instructions = table.Column<string>(nullable: true),
                form = table.Column<string>(nullable: true),
                data = table.Column<string>(nullable: true),
                outcomes = table.Column<string>(),
                candidate_roles = table.Column<string>(),
                candidate_users = table.Column<string>(),
                excluded_users = table.Column<string>(),
                not_same_as = table.Column<string>(nullable: true),
                state = table.Column<int>(),
                priority = table.Column<int>(),
                urgency = table.Column<int>(),
                business_key = table.Column<string>(nullable: true),
                assignee_id = table.Column<long>(nullable: true),
                assignee_name = table.Column<string>(nullable: true),
                owner_id = table.Column<long>(nullable: true),
                owner_name = table.Column<string>(nullable: true),
                due_at = table.Column<long>(nullable: true),
                due_sort = table.Column<long>(),
                created_at = table.Column<long>(),
                claimed_at = table.Column<long>(nullable: true),
                completed_at = table.Column<long>(nullable: true),
                completed_by_id = table.Column<long>(nullable: true),
                completed_by = table.Column<string>(nullable: true),
                outcome = table.Column<string>(nullable: true),
                answer = table.Column<string>(nullable: true),
                comment = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_human_tasks", row => row.id));
        migrationBuilder.CreateIndex(
            "ix_human_tasks_company_id_assignee_id_state_due_sort_id", "human_tasks", ["company_id", "assignee_id", "state", "due_sort", "id"], filter: "assignee_id is not null");
        migrationBuilder.CreateIndex(
            "ix_human_tasks_company_id_business_key", "human_tasks", ["company_id", "business_key"], filter: "business_key is not null");
        migrationBuilder.CreateIndex(
            "ix_human_tasks_company_id_completed_by_id_id", "human_tasks", ["company_id", "completed_by_id", "id"], filter: "completed_by_id is not null");
        migrationBuilder.CreateIndex(
            "ix_human_tasks_company_id_state_due_sort_id", "human_tasks", ["company_id", "state", "due_sort", "id"]);
        migrationBuilder.CreateIndex(
            "ix_human_tasks_company_id_state_urgency_id", "human_tasks", ["company_id", "state", "urgency", "id"]);
        migrationBuilder.CreateIndex(
            "ix_human_tasks_completed_at", "human_tasks", "completed_at", filter: "completed_at is not null");
        migrationBuilder.CreateIndex(
            "ix_human_tasks_instance_id", "human_tasks", "instance_id");

        migrationBuilder.CreateTable(
            "task_candidates",
            table => new
            {
                task_id = table.Column<long>(),
                candidate = table.Column<string>(maxLength: 200),
                company_id = table.Column<long>(),
                state = table.Column<int>(),
                urgency = table.Column<int>(),
                due_sort = table.Column<long>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_task_candidates", row => new { row.task_id, row.candidate });
                table.ForeignKey("fk_task_candidates_human_tasks_task_id", row => row.task_id, "human_tasks", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex(
            "ix_task_candidates_company_id_candidate_state_due_sort_task_id", "task_candidates", ["company_id", "candidate", "state", "due_sort", "task_id"]);
        migrationBuilder.CreateIndex(
            "ix_task_candidates_company_id_candidate_state_task_id", "task_candidates", ["company_id", "candidate", "state", "task_id"]);
        migrationBuilder.CreateIndex(
            "ix_task_candidates_company_id_candidate_state_urgency_task_id", "task_candidates", ["company_id", "candidate", "state", "urgency", "task_id"]);

        migrationBuilder.CreateTable(
            "task_exclusions",
            table => new
            {
                task_id = table.Column<long>(),
                user_id = table.Column<long>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_task_exclusions", row => new { row.task_id, row.user_id });
                table.ForeignKey("fk_task_exclusions_human_tasks_task_id", row => row.task_id, "human_tasks", "id", onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            "task_history",
            table => new
            {
                id = table.Column<long>(),
                task_id = table.Column<long>(),
                at = table.Column<long>(),
                action = table.Column<string>(maxLength: 40),
                by_name = table.Column<string>(),
                by_user_id = table.Column<long>(nullable: true),
                detail = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_task_history", row => row.id);
                table.ForeignKey("fk_task_history_human_tasks_task_id", row => row.task_id, "human_tasks", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex(
            "ix_task_history_task_id", "task_history", "task_id");

        migrationBuilder.CreateTable(
            "task_attachments",
            table => new
            {
                id = table.Column<long>(),
                task_id = table.Column<long>(),
                file_name = table.Column<string>(maxLength: 200),
                content_type = table.Column<string>(maxLength: 100),
                length = table.Column<long>(),
                by_name = table.Column<string>(),
                at = table.Column<long>(),
                content = table.Column<byte[]>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_task_attachments", row => row.id);
                table.ForeignKey("fk_task_attachments_human_tasks_task_id", row => row.task_id, "human_tasks", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex(
            "ix_task_attachments_task_id", "task_attachments", "task_id");

        migrationBuilder.CreateTable(
            "task_notices",
            table => new
            {
                id = table.Column<long>(),
                task_id = table.Column<long>(),
                kind = table.Column<string>(maxLength: 20),
                due_at = table.Column<long>(),
                roles = table.Column<string>(nullable: true),
                sends_mail = table.Column<bool>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_task_notices", row => row.id);
                table.ForeignKey("fk_task_notices_human_tasks_task_id", row => row.task_id, "human_tasks", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex(
            "ix_task_notices_due_at", "task_notices", "due_at");
        migrationBuilder.CreateIndex(
            "ix_task_notices_task_id", "task_notices", "task_id");
    }
}
