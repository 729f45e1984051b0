ALTER TABLE "staff"."support_case" ADD COLUMN "kind" text DEFAULT 'support' NOT NULL;--> statement-breakpoint
ALTER TABLE "staff"."support_case" ALTER COLUMN "kind" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "staff"."support_case" DROP CONSTRAINT "support_case_reason";--> statement-breakpoint
ALTER TABLE "staff"."support_case" ADD CONSTRAINT "support_case_reason" CHECK (case "staff"."support_case"."kind"
				when 'support' then "staff"."support_case"."reason" in ('bill_question', 'leak', 'meter_fault', 'comfort', 'saving_advice', 'other_fault')
				when 'billing' then "staff"."support_case"."reason" in ('bill_question', 'bill_correction', 'final_bill', 'meter_check')
				else false end);--> statement-breakpoint
CREATE TABLE "housing"."subtenant_invitation" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "housing"."subtenant_invitation_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"public_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"occupancy_id" integer NOT NULL,
	"called" text NOT NULL,
	"code_hash" "bytea",
	"code_expires" timestamp with time zone NOT NULL,
	CONSTRAINT "subtenant_invitation_public_id_unique" UNIQUE("public_id"),
	CONSTRAINT "subtenant_invitation_called" CHECK (length("housing"."subtenant_invitation"."called") between 1 and 60)
);
--> statement-breakpoint
ALTER TABLE "housing"."subtenant_invitation" ADD CONSTRAINT "subtenant_invitation_occupancy_id_occupancy_id_fk" FOREIGN KEY ("occupancy_id") REFERENCES "housing"."occupancy"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "subtenant_invitation_occupancy" ON "housing"."subtenant_invitation" USING btree ("occupancy_id");--> statement-breakpoint
CREATE INDEX "subtenant_invitation_code" ON "housing"."subtenant_invitation" USING btree ("code_hash");
