CREATE TABLE "metering"."price_part" (
	"apartment_id" integer NOT NULL,
	"series_id" integer NOT NULL,
	"meter_id" integer NOT NULL,
	"month" date NOT NULL,
	"start_at" timestamp with time zone NOT NULL,
	"end_at" timestamp with time zone NOT NULL,
	"from_register" integer NOT NULL,
	"to_register" integer NOT NULL,
	"step" integer NOT NULL,
	"flags" smallint NOT NULL,
	CONSTRAINT "price_part_apartment_id_series_id_meter_id_month_start_at_pk" PRIMARY KEY("apartment_id","series_id","meter_id","month","start_at"),
	CONSTRAINT "price_part_month" CHECK ("metering"."price_part"."month" = date_trunc('month', "metering"."price_part"."month"::timestamp)::date),
	CONSTRAINT "price_part_span" CHECK ("metering"."price_part"."start_at" < "metering"."price_part"."end_at"),
	CONSTRAINT "price_part_amount" CHECK ("metering"."price_part"."to_register" - "metering"."price_part"."from_register" + "metering"."price_part"."step" >= 0)
);
