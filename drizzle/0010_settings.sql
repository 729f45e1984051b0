CREATE TABLE "account"."access_token" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "account"."access_token_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"public_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"account_id" integer NOT NULL,
	"name" text NOT NULL,
	"secret_hash" "bytea" NOT NULL,
	"homes" integer[] NOT NULL,
	"media" text[] NOT NULL,
	"resolutions" text[] NOT NULL,
	"created" timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
	"expires" timestamp with time zone NOT NULL,
	"last_used" timestamp with time zone,
	"uses" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "access_token_public_id_unique" UNIQUE("public_id"),
	CONSTRAINT "access_token_secret_hash_unique" UNIQUE("secret_hash"),
	CONSTRAINT "access_token_name" CHECK (length("account"."access_token"."name") between 1 and 60),
	CONSTRAINT "access_token_hash" CHECK (octet_length("account"."access_token"."secret_hash") = 32),
	CONSTRAINT "access_token_homes" CHECK (cardinality("account"."access_token"."homes") > 0),
	CONSTRAINT "access_token_media" CHECK (cardinality("account"."access_token"."media") > 0 and "account"."access_token"."media" <@ array['cold_water', 'hot_water', 'electricity', 'electricity_export', 'temperature']),
	CONSTRAINT "access_token_resolutions" CHECK (cardinality("account"."access_token"."resolutions") > 0 and "account"."access_token"."resolutions" <@ array['month', 'day', 'hour']),
	CONSTRAINT "access_token_expires" CHECK ("account"."access_token"."expires" > "account"."access_token"."created" and "account"."access_token"."expires" <= "account"."access_token"."created" + interval '12 months')
);
--> statement-breakpoint
CREATE TABLE "account"."preference" (
	"account_id" integer PRIMARY KEY NOT NULL,
	"language" text,
	"water_unit" text,
	CONSTRAINT "preference_language" CHECK ("account"."preference"."language" in ('sv', 'en', 'nb')),
	CONSTRAINT "preference_water_unit" CHECK ("account"."preference"."water_unit" in ('litre', 'm3'))
);
--> statement-breakpoint
ALTER TABLE "account"."session" ADD COLUMN "public_id" uuid DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
ALTER TABLE "account"."session" ADD COLUMN "seen" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "account"."session" ADD COLUMN "network_hash" "bytea";--> statement-breakpoint
ALTER TABLE "account"."access_token" ADD CONSTRAINT "access_token_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "account"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account"."preference" ADD CONSTRAINT "preference_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "account"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "access_token_account" ON "account"."access_token" USING btree ("account_id");
