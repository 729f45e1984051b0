-- Consents, staff, the log, and what keeps months exact when days are gone. Written by drizzle-kit; the partitioning by hand.
CREATE SCHEMA "audit";
--> statement-breakpoint
CREATE SCHEMA "consent";
--> statement-breakpoint
CREATE SCHEMA "staff";
--> statement-breakpoint
CREATE TABLE "audit"."access" (
	"public_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"at" timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
	"xact" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"occupancy_id" integer NOT NULL,
	"account_id" integer NOT NULL,
	"session_id" text NOT NULL,
	"role" text NOT NULL,
	"purpose" text NOT NULL,
	"basis" text NOT NULL,
	"basis_id" integer,
	"media" text[] NOT NULL,
	"resolution" text,
	"period" daterange,
	"kind" text NOT NULL,
	"ticket_hash" "bytea",
	CONSTRAINT "access_public_id_at_pk" PRIMARY KEY("public_id","at"),
	CONSTRAINT "access_role" CHECK ("audit"."access"."role" in ('holder', 'delegate', 'guardian', 'care_giver', 'case_handler', 'billing', 'estate', 'consent_officer', 'auditor')),
	CONSTRAINT "access_basis" CHECK ("audit"."access"."basis" in ('own', 'mandate', 'case', 'case_billing', 'invoice', 'estate', 'duty')),
	CONSTRAINT "access_resolution" CHECK ("audit"."access"."resolution" in ('month', 'day', 'hour')),
	CONSTRAINT "access_kind" CHECK ("audit"."access"."kind" in ('read', 'download', 'metadata', 'export'))
) PARTITION BY RANGE ("at");
--> statement-breakpoint
CREATE TABLE "audit"."event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit"."event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"public_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"at" timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
	"account_id" integer,
	"session_id" text,
	"kind" text NOT NULL,
	"occupancy_id" integer,
	"detail" text,
	CONSTRAINT "event_public_id_unique" UNIQUE("public_id")
);
--> statement-breakpoint
CREATE TABLE "consent"."record" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "consent"."record_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"public_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"occupancy_id" integer NOT NULL,
	"person_id" integer NOT NULL,
	"act" text NOT NULL,
	"purpose" text NOT NULL,
	"recipient_id" integer,
	"medium" text,
	"resolution" text NOT NULL,
	"text_version" integer NOT NULL,
	"text_hash" "bytea" NOT NULL,
	"language" text NOT NULL,
	"channel" text NOT NULL,
	"at" timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
	"expires" timestamp with time zone,
	CONSTRAINT "record_act" CHECK ("consent"."record"."act" in ('given', 'withdrawn', 'objected', 'objection_lifted', 'proposed', 'confirmed', 'declined')),
	CONSTRAINT "record_purpose" CHECK ("consent"."record"."purpose" in ('own_view', 'display', 'tv', 'case')),
	CONSTRAINT "record_medium" CHECK (case when "consent"."record"."act" in ('objected', 'objection_lifted') then "consent"."record"."medium" is null
				else "consent"."record"."medium" is not null and "consent"."record"."medium" in ('cold_water', 'hot_water', 'electricity', 'electricity_export', 'temperature') end),
	CONSTRAINT "record_resolution" CHECK ("consent"."record"."resolution" in ('month', 'day', 'hour')),
	CONSTRAINT "record_month_of_case" CHECK ("consent"."record"."resolution" <> 'month' or "consent"."record"."purpose" = 'case'),
	CONSTRAINT "record_tv_no_hour" CHECK ("consent"."record"."purpose" <> 'tv' or "consent"."record"."resolution" = 'day'),
	CONSTRAINT "record_recipient_of_case" CHECK (("consent"."record"."purpose" = 'case') = ("consent"."record"."recipient_id" is not null)),
	CONSTRAINT "record_channel" CHECK ("consent"."record"."channel" in ('portal', 'paper', 'display', 'sample')),
	CONSTRAINT "record_hash" CHECK (octet_length("consent"."record"."text_hash") = 32),
	CONSTRAINT "record_language" CHECK ("consent"."record"."language" in ('sv', 'en', 'nb')),
	CONSTRAINT "record_expires" CHECK (case when "consent"."record"."act" in ('given', 'confirmed')
				then "consent"."record"."expires" is not null and "consent"."record"."expires" > "consent"."record"."at" and "consent"."record"."expires" <= "consent"."record"."at" + interval '12 months'
				else "consent"."record"."expires" is null end)
);
--> statement-breakpoint
CREATE TABLE "consent"."request" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "consent"."request_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"public_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"occupancy_id" integer NOT NULL,
	"case_id" integer NOT NULL,
	"media" text[] NOT NULL,
	"resolutions" text[] NOT NULL,
	"reason" text NOT NULL,
	"asked_by" integer NOT NULL,
	"at" timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
	"ended" timestamp with time zone,
	CONSTRAINT "request_public_id_unique" UNIQUE("public_id"),
	CONSTRAINT "request_reason" CHECK ("consent"."request"."reason" in ('bill_question', 'leak', 'meter_fault', 'comfort', 'saving_advice', 'other_fault')),
	CONSTRAINT "request_resolutions" CHECK ("consent"."request"."resolutions" <@ array['month', 'day', 'hour'] and cardinality("consent"."request"."resolutions") > 0),
	CONSTRAINT "request_media" CHECK (cardinality("consent"."request"."media") > 0)
);
--> statement-breakpoint
CREATE TABLE "housing"."adult" (
	"occupancy_id" integer NOT NULL,
	"person_id" integer NOT NULL,
	CONSTRAINT "adult_occupancy_id_person_id_pk" PRIMARY KEY("occupancy_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "housing"."subtenant" (
	"occupancy_id" integer NOT NULL,
	"person_id" integer NOT NULL,
	CONSTRAINT "subtenant_occupancy_id_person_id_pk" PRIMARY KEY("occupancy_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "consent"."mandate" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "consent"."mandate_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"public_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"occupancy_id" integer NOT NULL,
	"given_by" integer,
	"called" text NOT NULL,
	"code_hash" "bytea",
	"code_expires" timestamp with time zone NOT NULL,
	"person_id" integer,
	"accepted" timestamp with time zone,
	"media" text[] NOT NULL,
	"resolutions" text[] NOT NULL,
	"begins" timestamp with time zone NOT NULL,
	"ends" timestamp with time zone NOT NULL,
	"order_reference" text,
	"created_by" integer,
	"ended" timestamp with time zone,
	CONSTRAINT "mandate_public_id_unique" UNIQUE("public_id"),
	CONSTRAINT "mandate_kind" CHECK ("consent"."mandate"."kind" in ('delegate', 'guardian', 'care')),
	CONSTRAINT "mandate_called" CHECK (length("consent"."mandate"."called") between 1 and 60),
	CONSTRAINT "mandate_media" CHECK (cardinality("consent"."mandate"."media") > 0 and "consent"."mandate"."media" <@ array['cold_water', 'hot_water', 'electricity', 'electricity_export', 'temperature']),
	CONSTRAINT "mandate_resolutions" CHECK (cardinality("consent"."mandate"."resolutions") > 0 and "consent"."mandate"."resolutions" <@ array['month', 'day', 'hour']
				and ("consent"."mandate"."kind" <> 'care' or not "consent"."mandate"."resolutions" @> array['month'])),
	CONSTRAINT "mandate_ends" CHECK ("consent"."mandate"."ends" > "consent"."mandate"."begins" and ("consent"."mandate"."kind" = 'guardian' or "consent"."mandate"."ends" <= "consent"."mandate"."begins" + interval '12 months')),
	CONSTRAINT "mandate_guardian" CHECK (("consent"."mandate"."kind" = 'guardian') = ("consent"."mandate"."order_reference" is not null)
				and ("consent"."mandate"."kind" = 'guardian') = ("consent"."mandate"."given_by" is null))
);
--> statement-breakpoint
CREATE TABLE "consent"."mandate_act" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "consent"."mandate_act_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"mandate_id" integer NOT NULL,
	"person_id" integer NOT NULL,
	"act" text NOT NULL,
	"at" timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
	CONSTRAINT "mandate_act_act" CHECK ("consent"."mandate_act"."act" in ('approved', 'withdrawn'))
);
--> statement-breakpoint
CREATE TABLE "metering"."month_part" (
	"apartment_id" integer NOT NULL,
	"series_id" integer NOT NULL,
	"meter_id" integer NOT NULL,
	"month" date NOT NULL,
	"until" date NOT NULL,
	"from_register" integer,
	"to_register" integer,
	"step" bigint,
	"seconds" integer,
	"weighted" bigint,
	"low" integer,
	"high" integer,
	"flags" smallint NOT NULL,
	"since" date NOT NULL,
	CONSTRAINT "month_part_series_id_meter_id_month_pk" PRIMARY KEY("series_id","meter_id","month"),
	CONSTRAINT "month_part_month" CHECK ("metering"."month_part"."month" = date_trunc('month', "metering"."month_part"."month"::timestamp)::date),
	CONSTRAINT "month_part_shape" CHECK (num_nulls("metering"."month_part"."from_register", "metering"."month_part"."to_register", "metering"."month_part"."step") in (0, 3)
			and num_nulls("metering"."month_part"."seconds", "metering"."month_part"."weighted", "metering"."month_part"."low", "metering"."month_part"."high") in (0, 4)
			and ("metering"."month_part"."step" is null) <> ("metering"."month_part"."seconds" is null))
);
--> statement-breakpoint
CREATE TABLE "metering"."reduced" (
	"series_id" integer PRIMARY KEY NOT NULL,
	"hours_before" date NOT NULL,
	"days_before" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff"."estate" (
	"occupancy_id" integer PRIMARY KEY NOT NULL,
	"noticed" timestamp with time zone NOT NULL,
	"released_to" integer
);
--> statement-breakpoint
CREATE TABLE "staff"."named_handler" (
	"person_id" integer NOT NULL,
	"account_id" integer NOT NULL,
	CONSTRAINT "named_handler_person_id_account_id_pk" PRIMARY KEY("person_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "staff"."protected_person" (
	"person_id" integer PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE "account"."identity" (
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"account_id" integer NOT NULL,
	CONSTRAINT "identity_issuer_subject_pk" PRIMARY KEY("issuer","subject")
);
--> statement-breakpoint
CREATE TABLE "staff"."role" (
	"account_id" integer NOT NULL,
	"company_id" integer NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "role_account_id_company_id_role_pk" PRIMARY KEY("account_id","company_id","role"),
	CONSTRAINT "role_role" CHECK ("staff"."role"."role" in ('consent_officer', 'case_handler', 'billing', 'technician', 'statistics', 'auditor'))
);
--> statement-breakpoint
CREATE TABLE "staff"."totp" (
	"account_id" integer PRIMARY KEY NOT NULL,
	"secret" "bytea" NOT NULL,
	"confirmed" boolean DEFAULT false NOT NULL,
	"last_step" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff"."invoice" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "staff"."invoice_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"public_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"company_id" integer NOT NULL,
	"occupancy_id" integer NOT NULL,
	"reference" text NOT NULL,
	"media" text[] NOT NULL,
	"period" daterange NOT NULL,
	"issued" timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
	"settled" timestamp with time zone,
	"disputed" timestamp with time zone,
	CONSTRAINT "invoice_public_id_unique" UNIQUE("public_id")
);
--> statement-breakpoint
CREATE TABLE "staff"."support_case" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "staff"."support_case_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"public_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"company_id" integer NOT NULL,
	"occupancy_id" integer NOT NULL,
	"reference" text NOT NULL,
	"reason" text NOT NULL,
	"opened_by" integer NOT NULL,
	"opened" timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
	"closes" timestamp with time zone NOT NULL,
	"closed" timestamp with time zone,
	CONSTRAINT "support_case_public_id_unique" UNIQUE("public_id"),
	CONSTRAINT "support_case_reference" CHECK ("staff"."support_case"."reference" ~ '^[A-Za-z0-9][A-Za-z0-9/_.-]{0,39}$'),
	CONSTRAINT "support_case_reason" CHECK ("staff"."support_case"."reason" in ('bill_question', 'leak', 'meter_fault', 'comfort', 'saving_advice', 'other_fault')),
	CONSTRAINT "support_case_closes" CHECK ("staff"."support_case"."closes" > "staff"."support_case"."opened" and "staff"."support_case"."closes" <= "staff"."support_case"."opened" + interval '30 days')
);
--> statement-breakpoint
ALTER TABLE "housing"."occupancy" DROP CONSTRAINT "occupancy_kind";--> statement-breakpoint
ALTER TABLE "account"."session" ADD COLUMN "second_factor_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "consent"."record" ADD CONSTRAINT "record_occupancy_id_occupancy_id_fk" FOREIGN KEY ("occupancy_id") REFERENCES "housing"."occupancy"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent"."record" ADD CONSTRAINT "record_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "housing"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent"."request" ADD CONSTRAINT "request_occupancy_id_occupancy_id_fk" FOREIGN KEY ("occupancy_id") REFERENCES "housing"."occupancy"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent"."request" ADD CONSTRAINT "request_case_id_support_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "staff"."support_case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "housing"."adult" ADD CONSTRAINT "adult_occupancy_id_occupancy_id_fk" FOREIGN KEY ("occupancy_id") REFERENCES "housing"."occupancy"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "housing"."adult" ADD CONSTRAINT "adult_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "housing"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "housing"."subtenant" ADD CONSTRAINT "subtenant_occupancy_id_occupancy_id_fk" FOREIGN KEY ("occupancy_id") REFERENCES "housing"."occupancy"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "housing"."subtenant" ADD CONSTRAINT "subtenant_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "housing"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent"."mandate" ADD CONSTRAINT "mandate_occupancy_id_occupancy_id_fk" FOREIGN KEY ("occupancy_id") REFERENCES "housing"."occupancy"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent"."mandate" ADD CONSTRAINT "mandate_given_by_person_id_fk" FOREIGN KEY ("given_by") REFERENCES "housing"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent"."mandate" ADD CONSTRAINT "mandate_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "housing"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent"."mandate_act" ADD CONSTRAINT "mandate_act_mandate_id_mandate_id_fk" FOREIGN KEY ("mandate_id") REFERENCES "consent"."mandate"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent"."mandate_act" ADD CONSTRAINT "mandate_act_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "housing"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "metering"."reduced" ADD CONSTRAINT "reduced_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "metering"."series"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff"."estate" ADD CONSTRAINT "estate_occupancy_id_occupancy_id_fk" FOREIGN KEY ("occupancy_id") REFERENCES "housing"."occupancy"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff"."estate" ADD CONSTRAINT "estate_released_to_person_id_fk" FOREIGN KEY ("released_to") REFERENCES "housing"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff"."named_handler" ADD CONSTRAINT "named_handler_person_id_protected_person_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "staff"."protected_person"("person_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff"."named_handler" ADD CONSTRAINT "named_handler_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "account"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff"."protected_person" ADD CONSTRAINT "protected_person_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "housing"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account"."identity" ADD CONSTRAINT "identity_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "account"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff"."role" ADD CONSTRAINT "role_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "account"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff"."role" ADD CONSTRAINT "role_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "housing"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff"."totp" ADD CONSTRAINT "totp_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "account"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff"."invoice" ADD CONSTRAINT "invoice_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "housing"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff"."invoice" ADD CONSTRAINT "invoice_occupancy_id_occupancy_id_fk" FOREIGN KEY ("occupancy_id") REFERENCES "housing"."occupancy"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff"."support_case" ADD CONSTRAINT "support_case_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "housing"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff"."support_case" ADD CONSTRAINT "support_case_occupancy_id_occupancy_id_fk" FOREIGN KEY ("occupancy_id") REFERENCES "housing"."occupancy"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "access_occupancy" ON "audit"."access" USING btree ("occupancy_id","at");--> statement-breakpoint
CREATE INDEX "access_ticket" ON "audit"."access" USING btree ("ticket_hash");--> statement-breakpoint
CREATE INDEX "event_at" ON "audit"."event" USING btree ("at");--> statement-breakpoint
CREATE INDEX "event_occupancy" ON "audit"."event" USING btree ("occupancy_id");--> statement-breakpoint
CREATE INDEX "record_place" ON "consent"."record" USING btree ("occupancy_id","person_id","purpose","resolution","medium","id");--> statement-breakpoint
CREATE INDEX "record_objection" ON "consent"."record" USING btree ("occupancy_id","person_id","id") WHERE "consent"."record"."act" in ('objected', 'objection_lifted');--> statement-breakpoint
CREATE INDEX "record_recipient" ON "consent"."record" USING btree ("recipient_id");--> statement-breakpoint
CREATE INDEX "record_public" ON "consent"."record" USING btree ("public_id");--> statement-breakpoint
CREATE INDEX "record_expires" ON "consent"."record" USING btree ("expires");--> statement-breakpoint
CREATE INDEX "request_occupancy" ON "consent"."request" USING btree ("occupancy_id");--> statement-breakpoint
CREATE INDEX "request_case" ON "consent"."request" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "adult_person" ON "housing"."adult" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "subtenant_person" ON "housing"."subtenant" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "mandate_occupancy" ON "consent"."mandate" USING btree ("occupancy_id");--> statement-breakpoint
CREATE INDEX "mandate_person" ON "consent"."mandate" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "mandate_code" ON "consent"."mandate" USING btree ("code_hash");--> statement-breakpoint
CREATE INDEX "mandate_act_place" ON "consent"."mandate_act" USING btree ("mandate_id","person_id","id");--> statement-breakpoint
CREATE INDEX "invoice_occupancy" ON "staff"."invoice" USING btree ("occupancy_id");--> statement-breakpoint
CREATE INDEX "support_case_occupancy" ON "staff"."support_case" USING btree ("occupancy_id");--> statement-breakpoint
ALTER TABLE "housing"."occupancy" ADD CONSTRAINT "occupancy_kind" CHECK ("housing"."occupancy"."kind" in ('tenancy', 'vacancy', 'sublet'));
