CREATE TABLE "account"."identity_offer" (
	"account_id" integer PRIMARY KEY NOT NULL,
	"issuer" text NOT NULL,
	"ends" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "account"."account" ALTER COLUMN "password_hash" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "account"."session" ADD COLUMN "ends" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "account"."identity" ADD COLUMN "bound" timestamp with time zone DEFAULT statement_timestamp() NOT NULL;--> statement-breakpoint
ALTER TABLE "account"."identity_offer" ADD CONSTRAINT "identity_offer_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "account"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "identity_account" ON "account"."identity" USING btree ("account_id");--> statement-breakpoint
ALTER TABLE "account"."account" ADD CONSTRAINT "account_password" CHECK ("account"."account"."kind" = 'staff' or "account"."account"."password_hash" is not null);