-- A device may hang in one place after another, each a row of its own with its own history; never in two at a time.
-- Dropped and added by hand: drizzle-kit knows no exclusion constraints.
ALTER TABLE "metering"."meter" DROP CONSTRAINT "meter_serial_unique";--> statement-breakpoint
ALTER TABLE "metering"."meter" ADD CONSTRAINT "meter_one_place" EXCLUDE USING gist (
	"serial" "extensions".gist_text_ops WITH =, tstzrange("installed", "removed") WITH &&
);--> statement-breakpoint
CREATE INDEX "meter_by_serial" ON "metering"."meter" USING btree ("serial");
