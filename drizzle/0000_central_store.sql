-- Written by drizzle-kit from src/lib/server/db/tables, then by hand: the extension, partitioning, exclusion
-- constraints and the shapes of packs, which drizzle cannot say.
CREATE SCHEMA "extensions";
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA "extensions";
--> statement-breakpoint
CREATE SCHEMA "store";
--> statement-breakpoint
COMMENT ON SCHEMA "store" IS 'The partitions of the packs, which nobody names directly, and what makes them.';
--> statement-breakpoint
CREATE SCHEMA "account";
--> statement-breakpoint
CREATE SCHEMA "housing";
--> statement-breakpoint
CREATE SCHEMA "metering";
--> statement-breakpoint
CREATE TABLE "account"."account" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "account"."account_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"person_id" integer,
	"email" text NOT NULL,
	"password_hash" text NOT NULL,
	"is_demo" boolean DEFAULT false NOT NULL,
	"kind" text NOT NULL,
	"created" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "account_kind" CHECK ("account"."account"."kind" in ('tenant', 'staff'))
);
--> statement-breakpoint
CREATE TABLE "housing"."apartment" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "housing"."apartment_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"public_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"building_id" integer NOT NULL,
	"number" text NOT NULL,
	CONSTRAINT "apartment_public_id_unique" UNIQUE("public_id"),
	CONSTRAINT "apartment_number" UNIQUE("building_id","number")
);
--> statement-breakpoint
CREATE TABLE "housing"."building" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "housing"."building_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"property_id" integer NOT NULL,
	"name" text NOT NULL,
	"street_address" text NOT NULL,
	"postal_code" text NOT NULL,
	"city" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "housing"."company" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "housing"."company_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"public_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"time_zone" text DEFAULT 'Europe/Stockholm' NOT NULL,
	"is_sample" boolean DEFAULT false NOT NULL,
	CONSTRAINT "company_public_id_unique" UNIQUE("public_id")
);
--> statement-breakpoint
CREATE TABLE "metering"."day_pack" (
	"apartment_id" integer NOT NULL,
	"series_id" integer NOT NULL,
	"meter_id" integer NOT NULL,
	"month" date NOT NULL,
	"first" smallint NOT NULL,
	"packed" integer[] NOT NULL,
	"steps" integer[],
	"flags" smallint[],
	"lows" integer[],
	"highs" integer[],
	CONSTRAINT "day_pack_apartment_id_series_id_meter_id_month_pk" PRIMARY KEY("apartment_id","series_id","meter_id","month"),
	CONSTRAINT "day_pack_counter" CHECK (
		lows IS NOT NULL OR (
			highs IS NULL
			AND cardinality(packed) >= 2
			AND first + cardinality(packed) - 1 <= 31
			AND (steps IS NULL OR cardinality(steps) = cardinality(packed) - 1)
			AND (flags IS NULL OR cardinality(flags) = cardinality(packed) - 1)
		)
	),
	CONSTRAINT "day_pack_gauge" CHECK (
		lows IS NULL OR (
			steps IS NULL
			AND cardinality(packed) >= 1
			AND first + cardinality(packed) <= 31
			AND cardinality(lows) = cardinality(packed)
			AND highs IS NOT NULL AND cardinality(highs) = cardinality(packed)
			AND (flags IS NULL OR cardinality(flags) = cardinality(packed))
		)
	),
	CONSTRAINT "day_pack_whole" CHECK (first >= 0 AND array_position(packed, NULL) IS NULL),
	CONSTRAINT "day_pack_month" CHECK ("month" = date_trunc('month', "month"::timestamp)::date)
) PARTITION BY RANGE ("month");
--> statement-breakpoint
CREATE TABLE "metering"."hour_pack" (
	"apartment_id" integer NOT NULL,
	"series_id" integer NOT NULL,
	"meter_id" integer NOT NULL,
	"day" date NOT NULL,
	"first" smallint NOT NULL,
	"packed" integer[] NOT NULL,
	"steps" integer[],
	"flags" smallint[],
	"lows" integer[],
	"highs" integer[],
	CONSTRAINT "hour_pack_apartment_id_series_id_meter_id_day_pk" PRIMARY KEY("apartment_id","series_id","meter_id","day"),
	CONSTRAINT "hour_pack_counter" CHECK (
		lows IS NOT NULL OR (
			highs IS NULL
			AND cardinality(packed) >= 2
			AND first + cardinality(packed) - 1 <= 25
			AND (steps IS NULL OR cardinality(steps) = cardinality(packed) - 1)
			AND (flags IS NULL OR cardinality(flags) = cardinality(packed) - 1)
		)
	),
	CONSTRAINT "hour_pack_gauge" CHECK (
		lows IS NULL OR (
			steps IS NULL
			AND cardinality(packed) >= 1
			AND first + cardinality(packed) <= 25
			AND cardinality(lows) = cardinality(packed)
			AND highs IS NOT NULL AND cardinality(highs) = cardinality(packed)
			AND (flags IS NULL OR cardinality(flags) = cardinality(packed))
		)
	),
	CONSTRAINT "hour_pack_whole" CHECK (first >= 0 AND array_position(packed, NULL) IS NULL)
) PARTITION BY RANGE ("day");
--> statement-breakpoint
CREATE TABLE "metering"."meter" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "metering"."meter_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"public_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"apartment_id" integer NOT NULL,
	"medium" text NOT NULL,
	"serial" text NOT NULL,
	"unit" text NOT NULL,
	"scale" smallint NOT NULL,
	"digits" smallint,
	"position" text,
	"installed" timestamp with time zone NOT NULL,
	"removed" timestamp with time zone,
	"initial_register" integer,
	"final_register" integer,
	"max_flow_per_h" integer,
	"next_calibration" date,
	CONSTRAINT "meter_public_id_unique" UNIQUE("public_id"),
	CONSTRAINT "meter_serial_unique" UNIQUE("serial"),
	CONSTRAINT "meter_medium" CHECK ("metering"."meter"."medium" in ('cold_water', 'hot_water', 'electricity', 'electricity_export', 'temperature')),
	CONSTRAINT "meter_unit" CHECK ("metering"."meter"."unit" in ('m3', 'kWh', 'degC')),
	CONSTRAINT "meter_scale" CHECK ("metering"."meter"."scale" between -9 and 9),
	CONSTRAINT "meter_removed_after_installed" CHECK ("metering"."meter"."removed" > "metering"."meter"."installed")
);
--> statement-breakpoint
CREATE TABLE "metering"."month_pack" (
	"apartment_id" integer NOT NULL,
	"series_id" integer NOT NULL,
	"meter_id" integer NOT NULL,
	"year" date NOT NULL,
	"first" smallint NOT NULL,
	"packed" integer[] NOT NULL,
	"steps" integer[],
	"flags" smallint[],
	"lows" integer[],
	"highs" integer[],
	CONSTRAINT "month_pack_apartment_id_series_id_meter_id_year_pk" PRIMARY KEY("apartment_id","series_id","meter_id","year"),
	CONSTRAINT "month_pack_counter" CHECK (
		lows IS NOT NULL OR (
			highs IS NULL
			AND cardinality(packed) >= 2
			AND first + cardinality(packed) - 1 <= 12
			AND (steps IS NULL OR cardinality(steps) = cardinality(packed) - 1)
			AND (flags IS NULL OR cardinality(flags) = cardinality(packed) - 1)
		)
	),
	CONSTRAINT "month_pack_gauge" CHECK (
		lows IS NULL OR (
			steps IS NULL
			AND cardinality(packed) >= 1
			AND first + cardinality(packed) <= 12
			AND cardinality(lows) = cardinality(packed)
			AND highs IS NOT NULL AND cardinality(highs) = cardinality(packed)
			AND (flags IS NULL OR cardinality(flags) = cardinality(packed))
		)
	),
	CONSTRAINT "month_pack_whole" CHECK (first >= 0 AND array_position(packed, NULL) IS NULL),
	CONSTRAINT "month_pack_year" CHECK ("year" = date_trunc('year', "year"::timestamp)::date)
) PARTITION BY RANGE ("year");
--> statement-breakpoint
CREATE TABLE "housing"."occupancy" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "housing"."occupancy_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"public_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"apartment_id" integer NOT NULL,
	"during" "tstzrange" NOT NULL,
	"kind" text NOT NULL,
	CONSTRAINT "occupancy_public_id_unique" UNIQUE("public_id"),
	CONSTRAINT "occupancy_apartment" UNIQUE("id","apartment_id"),
	CONSTRAINT "occupancy_kind" CHECK ("housing"."occupancy"."kind" in ('tenancy', 'vacancy')),
	CONSTRAINT "occupancy_half_open" CHECK (lower_inc("housing"."occupancy"."during") and not upper_inc("housing"."occupancy"."during")),
	CONSTRAINT "occupancy_no_overlap" EXCLUDE USING gist ("apartment_id" "extensions".gist_int4_ops WITH =, "during" WITH &&)
);
--> statement-breakpoint
CREATE TABLE "housing"."outdoor_temperature" (
	"company_id" integer NOT NULL,
	"day" date NOT NULL,
	"mean_c" numeric(4, 1) NOT NULL,
	"low_c" numeric(4, 1),
	"high_c" numeric(4, 1),
	"source" text NOT NULL,
	CONSTRAINT "outdoor_temperature_company_id_day_pk" PRIMARY KEY("company_id","day")
);
--> statement-breakpoint
CREATE TABLE "housing"."person" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "housing"."person_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"public_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"display_name" text NOT NULL,
	CONSTRAINT "person_public_id_unique" UNIQUE("public_id")
);
--> statement-breakpoint
CREATE TABLE "housing"."price_list" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "housing"."price_list_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"company_id" integer NOT NULL,
	"medium" text NOT NULL,
	"valid" "tstzrange" NOT NULL,
	"price_per_unit" numeric(12, 6) NOT NULL,
	"vat" numeric(5, 4) NOT NULL,
	"fixed_fee_per_day" numeric(10, 4) DEFAULT '0' NOT NULL,
	CONSTRAINT "price_list_medium" CHECK ("housing"."price_list"."medium" in ('cold_water', 'hot_water', 'electricity', 'electricity_export', 'temperature')),
	CONSTRAINT "price_list_half_open" CHECK (lower_inc("housing"."price_list"."valid") and not upper_inc("housing"."price_list"."valid")),
	CONSTRAINT "price_list_no_overlap" EXCLUDE USING gist ("company_id" "extensions".gist_int4_ops WITH =, "medium" "extensions".gist_text_ops WITH =, "valid" WITH &&)
);
--> statement-breakpoint
CREATE TABLE "housing"."property" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "housing"."property_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"company_id" integer NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "account"."rate_limit" (
	"key_hash" "bytea" PRIMARY KEY NOT NULL,
	"attempts" integer NOT NULL,
	"ends" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "metering"."reading_correction" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "metering"."reading_correction_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"apartment_id" integer NOT NULL,
	"series_id" integer NOT NULL,
	"meter_id" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"old_register" integer NOT NULL,
	"new_register" integer NOT NULL,
	"old_source" integer NOT NULL,
	"new_source" integer NOT NULL,
	"replaced" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "metering"."reading_pack" (
	"apartment_id" integer NOT NULL,
	"series_id" integer NOT NULL,
	"meter_id" integer NOT NULL,
	"day" date NOT NULL,
	"at" integer[] NOT NULL,
	"registers" integer[] NOT NULL,
	"flags" smallint[],
	"sources" integer[] NOT NULL,
	CONSTRAINT "reading_pack_apartment_id_series_id_meter_id_day_pk" PRIMARY KEY("apartment_id","series_id","meter_id","day"),
	CONSTRAINT "reading_pack_shape" CHECK (
		cardinality("at") > 0
		AND cardinality("registers") = cardinality("at")
		AND cardinality("sources") = cardinality("at")
		AND (flags IS NULL OR cardinality(flags) = cardinality("at"))
	),
	CONSTRAINT "reading_pack_whole" CHECK (
		array_position("at", NULL) IS NULL AND array_position("registers", NULL) IS NULL
	),
	CONSTRAINT "reading_pack_within_day" CHECK ("at"[1] >= 0 AND "at"[cardinality("at")] < 90000)
) PARTITION BY RANGE ("day");
--> statement-breakpoint
CREATE TABLE "metering"."series" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "metering"."series_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"occupancy_id" integer NOT NULL,
	"apartment_id" integer NOT NULL,
	"medium" text NOT NULL,
	CONSTRAINT "series_occupancy_medium" UNIQUE("occupancy_id","medium"),
	CONSTRAINT "series_medium" CHECK ("metering"."series"."medium" in ('cold_water', 'hot_water', 'electricity', 'electricity_export', 'temperature'))
);
--> statement-breakpoint
CREATE TABLE "account"."session" (
	"id" text PRIMARY KEY NOT NULL,
	"secret_hash" "bytea" NOT NULL,
	"account_id" integer NOT NULL,
	"created" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used" timestamp with time zone DEFAULT now() NOT NULL,
	"expires" timestamp with time zone NOT NULL,
	"user_agent_words" text
);
--> statement-breakpoint
CREATE TABLE "metering"."source" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "metering"."source_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"label" text NOT NULL,
	"started" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "source_kind" CHECK ("metering"."source"."kind" in ('import', 'sample', 'collect'))
);
--> statement-breakpoint
CREATE TABLE "housing"."tenancy" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "housing"."tenancy_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"occupancy_id" integer NOT NULL,
	"contract_number" text NOT NULL,
	CONSTRAINT "tenancy_occupancy_id_unique" UNIQUE("occupancy_id")
);
--> statement-breakpoint
CREATE TABLE "housing"."tenancy_holder" (
	"tenancy_id" integer NOT NULL,
	"person_id" integer NOT NULL,
	CONSTRAINT "tenancy_holder_tenancy_id_person_id_pk" PRIMARY KEY("tenancy_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "account"."account" ADD CONSTRAINT "account_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "housing"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "housing"."apartment" ADD CONSTRAINT "apartment_building_id_building_id_fk" FOREIGN KEY ("building_id") REFERENCES "housing"."building"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "housing"."building" ADD CONSTRAINT "building_property_id_property_id_fk" FOREIGN KEY ("property_id") REFERENCES "housing"."property"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "metering"."meter" ADD CONSTRAINT "meter_apartment_id_apartment_id_fk" FOREIGN KEY ("apartment_id") REFERENCES "housing"."apartment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "housing"."occupancy" ADD CONSTRAINT "occupancy_apartment_id_apartment_id_fk" FOREIGN KEY ("apartment_id") REFERENCES "housing"."apartment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "housing"."outdoor_temperature" ADD CONSTRAINT "outdoor_temperature_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "housing"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "housing"."price_list" ADD CONSTRAINT "price_list_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "housing"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "housing"."property" ADD CONSTRAINT "property_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "housing"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "metering"."series" ADD CONSTRAINT "series_apartment_is_occupancys" FOREIGN KEY ("occupancy_id","apartment_id") REFERENCES "housing"."occupancy"("id","apartment_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account"."session" ADD CONSTRAINT "session_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "account"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "housing"."tenancy" ADD CONSTRAINT "tenancy_occupancy_id_occupancy_id_fk" FOREIGN KEY ("occupancy_id") REFERENCES "housing"."occupancy"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "housing"."tenancy_holder" ADD CONSTRAINT "tenancy_holder_tenancy_id_tenancy_id_fk" FOREIGN KEY ("tenancy_id") REFERENCES "housing"."tenancy"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "housing"."tenancy_holder" ADD CONSTRAINT "tenancy_holder_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "housing"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "account_email" ON "account"."account" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "building_property" ON "housing"."building" USING btree ("property_id");--> statement-breakpoint
CREATE INDEX "meter_apartment" ON "metering"."meter" USING btree ("apartment_id");--> statement-breakpoint
CREATE INDEX "property_company" ON "housing"."property" USING btree ("company_id");--> statement-breakpoint
CREATE INDEX "rate_limit_ends" ON "account"."rate_limit" USING btree ("ends");--> statement-breakpoint
CREATE INDEX "reading_correction_place" ON "metering"."reading_correction" USING btree ("apartment_id","series_id","meter_id","at");--> statement-breakpoint
CREATE INDEX "session_account" ON "account"."session" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "session_expires" ON "account"."session" USING btree ("expires");--> statement-breakpoint
CREATE INDEX "tenancy_holder_person" ON "housing"."tenancy_holder" USING btree ("person_id");