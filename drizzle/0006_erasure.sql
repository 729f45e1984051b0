CREATE TABLE "consent"."erasure_act" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "consent"."erasure_act_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"occupancy_id" integer NOT NULL,
	"person_id" integer,
	"act" text NOT NULL,
	"at" timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
	"hours" integer,
	"days" integer,
	"months" integer,
	CONSTRAINT "erasure_act_act" CHECK ("consent"."erasure_act"."act" in ('requested', 'undone', 'carried_out')),
	CONSTRAINT "erasure_act_person" CHECK (("consent"."erasure_act"."act" = 'carried_out') = ("consent"."erasure_act"."person_id" is null)),
	CONSTRAINT "erasure_act_counts" CHECK (num_nulls("consent"."erasure_act"."hours", "consent"."erasure_act"."days", "consent"."erasure_act"."months") = case when "consent"."erasure_act"."act" = 'carried_out' then 0 else 3 end)
);
--> statement-breakpoint
CREATE TABLE "consent"."keeping" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "consent"."keeping_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"occupancy_id" integer NOT NULL,
	"person_id" integer NOT NULL,
	"months" smallint NOT NULL,
	"text_version" integer NOT NULL,
	"text_hash" "bytea" NOT NULL,
	"language" text NOT NULL,
	"at" timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
	"expires" timestamp with time zone,
	CONSTRAINT "keeping_months" CHECK ("consent"."keeping"."months" in (13, 24)),
	CONSTRAINT "keeping_hash" CHECK (octet_length("consent"."keeping"."text_hash") = 32),
	CONSTRAINT "keeping_language" CHECK ("consent"."keeping"."language" in ('sv', 'en', 'nb')),
	CONSTRAINT "keeping_expires" CHECK (case when "consent"."keeping"."months" = 24
				then "consent"."keeping"."expires" is not null and "consent"."keeping"."expires" > "consent"."keeping"."at" and "consent"."keeping"."expires" <= "consent"."keeping"."at" + interval '12 months'
				else "consent"."keeping"."expires" is null end)
);
--> statement-breakpoint
ALTER TABLE "consent"."erasure_act" ADD CONSTRAINT "erasure_act_occupancy_id_occupancy_id_fk" FOREIGN KEY ("occupancy_id") REFERENCES "housing"."occupancy"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent"."erasure_act" ADD CONSTRAINT "erasure_act_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "housing"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent"."keeping" ADD CONSTRAINT "keeping_occupancy_id_occupancy_id_fk" FOREIGN KEY ("occupancy_id") REFERENCES "housing"."occupancy"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent"."keeping" ADD CONSTRAINT "keeping_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "housing"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "erasure_act_occupancy" ON "consent"."erasure_act" USING btree ("occupancy_id","id");--> statement-breakpoint
CREATE INDEX "keeping_occupancy" ON "consent"."keeping" USING btree ("occupancy_id","id");