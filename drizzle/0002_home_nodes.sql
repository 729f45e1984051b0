CREATE SCHEMA "node";
--> statement-breakpoint
CREATE TABLE "node"."home_node" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "node"."home_node_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"public_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"key_id" text NOT NULL,
	"secret_hash" "bytea" NOT NULL,
	"occupancy_id" integer NOT NULL,
	"source_id" integer NOT NULL,
	"name" text NOT NULL,
	"paired" timestamp with time zone DEFAULT now() NOT NULL,
	"revoked" timestamp with time zone,
	"last_seen" timestamp with time zone,
	"clock_off_s" integer,
	CONSTRAINT "home_node_public_id_unique" UNIQUE("public_id"),
	CONSTRAINT "home_node_key_id_unique" UNIQUE("key_id"),
	CONSTRAINT "home_node_source_id_unique" UNIQUE("source_id"),
	CONSTRAINT "home_node_secret_hash" CHECK (octet_length("node"."home_node"."secret_hash") = 32),
	CONSTRAINT "home_node_name" CHECK (length("node"."home_node"."name") between 1 and 40)
);
--> statement-breakpoint
CREATE TABLE "node"."pairing" (
	"code_hash" "bytea" PRIMARY KEY NOT NULL,
	"ticket_hash" "bytea" NOT NULL,
	"name" text NOT NULL,
	"expires" timestamp with time zone NOT NULL,
	"occupancy_id" integer,
	"node_id" integer,
	CONSTRAINT "pairing_ticket_hash_unique" UNIQUE("ticket_hash"),
	CONSTRAINT "pairing_code_hash" CHECK (octet_length("node"."pairing"."code_hash") = 32),
	CONSTRAINT "pairing_ticket_hash" CHECK (octet_length("node"."pairing"."ticket_hash") = 32),
	CONSTRAINT "pairing_name" CHECK (length("node"."pairing"."name") between 1 and 40)
);
--> statement-breakpoint
ALTER TABLE "node"."home_node" ADD CONSTRAINT "home_node_occupancy_id_occupancy_id_fk" FOREIGN KEY ("occupancy_id") REFERENCES "housing"."occupancy"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "node"."home_node" ADD CONSTRAINT "home_node_source_id_source_id_fk" FOREIGN KEY ("source_id") REFERENCES "metering"."source"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "node"."pairing" ADD CONSTRAINT "pairing_occupancy_id_occupancy_id_fk" FOREIGN KEY ("occupancy_id") REFERENCES "housing"."occupancy"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "node"."pairing" ADD CONSTRAINT "pairing_node_id_home_node_id_fk" FOREIGN KEY ("node_id") REFERENCES "node"."home_node"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "home_node_occupancy" ON "node"."home_node" USING btree ("occupancy_id");--> statement-breakpoint
CREATE INDEX "pairing_expires" ON "node"."pairing" USING btree ("expires");